//! Work plans reviewed and adopted; every unit's share of every task.
