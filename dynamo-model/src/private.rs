//! What the derives refer to. Not an interface: it changes with them.
