//! The types that a key attribute can have.

/// The type of a key attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScalarType {
    /// Text, ordered by its UTF-8 bytes.
    S,
    /// A number, ordered by value.
    N,
    /// Bytes, ordered as unsigned.
    B,
}

impl ScalarType {
    /// The type's name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::S => "S",
            Self::N => "N",
            Self::B => "B",
        }
    }
}
