//! Publications: the immutable, versioned snapshots that are all the public can see.
