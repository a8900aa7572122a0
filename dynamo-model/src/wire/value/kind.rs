//! The types of values.

/// The type of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ValueKind {
    /// Text.
    S,
    /// A number.
    N,
    /// Bytes.
    B,
    /// A truth value.
    Bool,
    /// The null value.
    Null,
    /// A list.
    L,
    /// A map.
    M,
    /// A set of texts.
    Ss,
    /// A set of numbers.
    Ns,
    /// A set of byte strings.
    Bs,
}

impl ValueKind {
    /// The name on the wire.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::S => "S",
            Self::N => "N",
            Self::B => "B",
            Self::Bool => "BOOL",
            Self::Null => "NULL",
            Self::L => "L",
            Self::M => "M",
            Self::Ss => "SS",
            Self::Ns => "NS",
            Self::Bs => "BS",
        }
    }

    /// How long the head of a value is: `{"S":`.
    #[inline]
    pub(in crate::wire) const fn head_len(self) -> usize {
        match self {
            Self::S | Self::N | Self::B | Self::L | Self::M => 5,
            Self::Ss | Self::Ns | Self::Bs => 6,
            Self::Bool | Self::Null => 8,
        }
    }

    /// The type of a name.
    pub(in crate::wire) fn of(name: &str) -> Option<Self> {
        Some(match name {
            "S" => Self::S,
            "N" => Self::N,
            "B" => Self::B,
            "BOOL" => Self::Bool,
            "NULL" => Self::Null,
            "L" => Self::L,
            "M" => Self::M,
            "SS" => Self::Ss,
            "NS" => Self::Ns,
            "BS" => Self::Bs,
            _ => return None,
        })
    }

    /// The type of a name of one or two letters, filled up with a zero.
    #[inline]
    pub(in crate::wire) const fn of_tag(tag: [u8; 2]) -> Option<Self> {
        Some(match &tag {
            b"S\0" => Self::S,
            b"N\0" => Self::N,
            b"M\0" => Self::M,
            b"L\0" => Self::L,
            b"B\0" => Self::B,
            b"SS" => Self::Ss,
            b"NS" => Self::Ns,
            b"BS" => Self::Bs,
            _ => return None,
        })
    }
}
