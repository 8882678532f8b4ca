//! Files people send, read as plain text with limits on size, time, memory and nesting.
