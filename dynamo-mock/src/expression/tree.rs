//! The trees that expressions parse into.

/// A position in the list of an expression's placeholders.
pub(crate) type Slot = u16;

/// One step of a document path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Element {
    /// A name as it stands in the text.
    Name(Box<str>),
    /// A name behind a placeholder.
    Alias(Slot),
    /// A position in a list.
    Index(u32),
}

/// A document path. The first element is a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Path {
    pub(crate) elements: Vec<Element>,
}

impl Path {
    /// Whether the path names a whole attribute.
    pub(crate) const fn is_whole(&self) -> bool {
        self.elements.len() == 1
    }
}

/// The functions of the expression language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Function {
    AttributeExists,
    AttributeNotExists,
    AttributeType,
    BeginsWith,
    Contains,
    Size,
    IfNotExists,
    ListAppend,
}

impl Function {
    const ALL: [Self; 8] = [
        Self::AttributeExists,
        Self::AttributeNotExists,
        Self::AttributeType,
        Self::BeginsWith,
        Self::Contains,
        Self::Size,
        Self::IfNotExists,
        Self::ListAppend,
    ];

    /// The function of a name. Unlike keywords, the names of functions are in lower case only.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|function| function.name() == name)
    }

    /// The function's name.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::AttributeExists => "attribute_exists",
            Self::AttributeNotExists => "attribute_not_exists",
            Self::AttributeType => "attribute_type",
            Self::BeginsWith => "begins_with",
            Self::Contains => "contains",
            Self::Size => "size",
            Self::IfNotExists => "if_not_exists",
            Self::ListAppend => "list_append",
        }
    }

    /// How many operands the function takes.
    pub(crate) const fn operands(self) -> usize {
        match self {
            Self::AttributeExists | Self::AttributeNotExists | Self::Size => 1,
            _ => 2,
        }
    }

    /// Whether the function belongs to update expressions.
    pub(crate) const fn is_update(self) -> bool {
        matches!(self, Self::IfNotExists | Self::ListAppend)
    }
}

/// A call of a function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Call {
    pub(crate) function: Function,
    pub(crate) operands: Vec<Operand>,
}

/// Something that has a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Operand {
    Path(Path),
    Value(Slot),
    Call(Box<Call>),
}

/// A comparison of two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparator {
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
}

impl Comparator {
    /// The operator as it is written.
    pub(crate) const fn symbol(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "<>",
            Self::Less => "<",
            Self::LessEqual => "<=",
            Self::Greater => ">",
            Self::GreaterEqual => ">=",
        }
    }

    /// The operator that means the same with its operands exchanged.
    pub(crate) const fn mirrored(self) -> Self {
        match self {
            Self::Equal => Self::Equal,
            Self::NotEqual => Self::NotEqual,
            Self::Less => Self::Greater,
            Self::LessEqual => Self::GreaterEqual,
            Self::Greater => Self::Less,
            Self::GreaterEqual => Self::LessEqual,
        }
    }
}

/// Something that is true or false.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Condition {
    Compare(Comparator, Operand, Operand),
    Between(Operand, Operand, Operand),
    In(Operand, Vec<Operand>),
    Call(Call),
    And(Box<Condition>, Box<Condition>),
    Or(Box<Condition>, Box<Condition>),
    Not(Box<Condition>),
}

/// The right-hand side of a `SET` action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Assigned {
    Operand(Operand),
    Sum(Operand, Operand),
    Difference(Operand, Operand),
}

/// One action of an update expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Action {
    Set(Path, Assigned),
    Remove(Path),
    Add(Path, Slot),
    Delete(Path, Slot),
}

impl Action {
    /// The attribute that the action changes.
    pub(crate) const fn path(&self) -> &Path {
        match self {
            Self::Set(path, _) | Self::Remove(path) | Self::Add(path, _) | Self::Delete(path, _) => path,
        }
    }
}

/// An update expression: its actions in the order of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Update {
    pub(crate) actions: Vec<Action>,
}

/// A projection expression: the paths in the order of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Projection {
    pub(crate) paths: Vec<Path>,
}

/// The sign of a placeholder's kind is its first character.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Placeholder {
    /// The placeholder with its sign.
    pub(crate) text: Box<str>,
}

impl Placeholder {
    /// Whether the placeholder stands for a name, not for a value.
    pub(crate) fn is_name(&self) -> bool {
        self.text.starts_with('#')
    }
}

/// An expression that is right in itself: what remains to be seen is whether it fits its placeholders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Parsed<T> {
    pub(crate) root: T,
    /// The placeholders in the order of their first use.
    pub(crate) placeholders: Vec<Placeholder>,
    /// How many operators and functions the expression has.
    pub(crate) operators: usize,
}
