//! What can be wrong with an expression, in the service's words.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.html>.

use std::fmt;

/// Why an expression is refused. The kind of expression is put in front by the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fault {
    Empty,
    TooLong(usize),
    Syntax {
        token: String,
        near: String,
    },
    RedundantParentheses,
    TooManyOperators,
    SectionTwice(&'static str),
    ReservedWord(String),
    UnknownFunction(String),
    /// A function of update expressions in a condition.
    NotInCondition(&'static str),
    /// A function of conditions in an update expression.
    NotInUpdate(&'static str),
    /// A value where a condition must stand, or the reverse.
    Misplaced(&'static str),
    ListIndex(String),
    PathTooDeep(usize),
    UndefinedName(String),
    UndefinedValue(String),
    OperandCount {
        operator: &'static str,
        count: usize,
    },
    InOperands(usize),
    OperandType {
        operator: &'static str,
        found: &'static str,
    },
    /// `attribute_type` with a path as its type.
    TypeIsPath,
    UnknownType(String),
    NeedsPath(&'static str),
    SameOperand {
        operator: &'static str,
        path: String,
    },
    BetweenTypes {
        lower: String,
        upper: String,
    },
    BetweenOrder {
        lower: String,
        upper: String,
    },
    /// A value that `ADD` or `DELETE` cannot take.
    ActionType {
        action: &'static str,
        found: &'static str,
    },
    Overlap {
        one: String,
        two: String,
    },
    Conflict {
        one: String,
        two: String,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const OPERAND_TYPE: &str = "Incorrect operand type for operator or function; operator or function: ";
        const PATHS: &str = "must remove or rewrite one of these paths; path one: ";
        match self {
            Self::Empty => f.write_str("The expression can not be empty;"),
            Self::TooLong(size) => {
                write!(f, "Expression size has exceeded the maximum allowed size; expression size: {size}")
            }
            Self::Syntax { token, near } => write!(f, "Syntax error; token: \"{token}\", near: \"{near}\""),
            Self::RedundantParentheses => f.write_str("The expression has redundant parentheses;"),
            // The service stops to count at the first operator too many.
            Self::TooManyOperators => {
                f.write_str("The expression contains too many operators; operator count: 301")
            }
            Self::SectionTwice(section) => {
                write!(f, "The \"{section}\" section can only be used once in an update expression;")
            }
            Self::ReservedWord(word) => {
                write!(f, "Attribute name is a reserved keyword; reserved keyword: {word}")
            }
            Self::UnknownFunction(name) => write!(f, "Invalid function name; function: {name}"),
            Self::NotInCondition(name) => {
                write!(f, "The function is not allowed in a condition expression; function: {name}")
            }
            Self::NotInUpdate(name) => {
                write!(f, "The function is not allowed in an update expression; function: {name}")
            }
            Self::Misplaced(name) => write!(
                f,
                "The function is not allowed to be used this way in an expression; function: {name}"
            ),
            Self::ListIndex(index) => {
                write!(f, "List index is not within the allowable range; index: [{index}]")
            }
            Self::PathTooDeep(levels) => {
                write!(f, "The document path has too many nesting levels; nesting levels: {levels}")
            }
            Self::UndefinedName(name) => write!(
                f,
                "An expression attribute name used in the document path is not defined; attribute name: {name}"
            ),
            Self::UndefinedValue(name) => write!(
                f,
                "An expression attribute value used in expression is not defined; attribute value: {name}"
            ),
            Self::OperandCount { operator, count } => write!(
                f,
                "Incorrect number of operands for operator or function; operator or function: {operator}, \
                 number of operands: {count}"
            ),
            Self::InOperands(count) => {
                write!(f, "The IN operator is provided with too many operands; number of operands: {count}")
            }
            Self::OperandType { operator, found } => {
                write!(f, "{OPERAND_TYPE}{operator}, operand type: {found}")
            }
            // The service prints the types that a path could have.
            Self::TypeIsPath => write!(
                f,
                "{OPERAND_TYPE}attribute_type, operand type: {{DOUBLESET,NULL,FLOAT,HDS,INTSET,SS,NS,N,FS,\
                 DECIMALSET,M,S,BS,INT,DICT,DOUBLE,B,L,HD,BOOL,DECIMAL}}"
            ),
            Self::UnknownType(name) => write!(
                f,
                "Invalid attribute type name found; type: {name}, valid types: {{N,BS,L,B,NULL,M,S,SS,NS,BOOL}}"
            ),
            Self::NeedsPath(operator) => {
                write!(f, "Operator or function requires a document path; operator or function: {operator}")
            }
            Self::SameOperand { operator, path } => write!(
                f,
                "The first operand must be distinct from the remaining operands for this operator or function; \
                 operator: {operator}, first operand: {path}"
            ),
            Self::BetweenTypes { lower, upper } => write!(
                f,
                "The BETWEEN operator requires same data type for lower and upper bounds; \
                 lower bound operand: AttributeValue: {lower}, upper bound operand: AttributeValue: {upper}"
            ),
            Self::BetweenOrder { lower, upper } => write!(
                f,
                "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; \
                 lower bound operand: AttributeValue: {lower}, upper bound operand: AttributeValue: {upper}"
            ),
            Self::ActionType { action, found } => write!(
                f,
                "Incorrect operand type for operator or function; operator: {action}, operand type: {found}, \
                 typeSet: ALLOWED_FOR_{action}_OPERAND"
            ),
            Self::Overlap { one, two } => {
                write!(f, "Two document paths overlap with each other; {PATHS}{one}, path two: {two}")
            }
            Self::Conflict { one, two } => {
                write!(f, "Two document paths conflict with each other; {PATHS}{one}, path two: {two}")
            }
        }
    }
}
