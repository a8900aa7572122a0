//! One suite that runs on every backend.
