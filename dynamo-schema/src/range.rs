//! The sort-key condition of a query on the parts of a template.

use std::borrow::Cow;
use std::fmt;
use std::ops::Bound;

use crate::encode::Place;
use crate::encode::text::{DELIMITER, ESCAPE};
use crate::limits::SORT_KEY_BYTES;
use crate::successor::{above_all_with_prefix, fill, greatest_below};
use crate::{KeyError, KeyErrorKind, KeyTemplate, PartError, PartKind, PartValue, Segment, TemplatePart};

/// What a query asks of the sort key. Both ends of `Between` are inclusive.
#[derive(Clone, PartialEq, Eq)]
pub enum SortCondition {
    /// Nothing: the whole partition.
    All,
    /// This key.
    Equals(String),
    /// Keys with this prefix.
    BeginsWith(String),
    /// Keys from the first to the second.
    Between(String, String),
    /// This key and those above it.
    AtLeast(String),
    /// This key and those below it.
    AtMost(String),
    /// The keys below this one.
    LessThan(String),
    /// The keys above this one.
    GreaterThan(String),
    /// No item can match, so there is nothing to send.
    Nothing,
}

/// The condition of a query on the first part that is not fixed by equality.
#[derive(Clone, PartialEq, Eq)]
pub enum PartRange<'a> {
    /// The text begins with this one. A change of case applies to both.
    BeginsWith(Cow<'a, str>),
    /// The value is between these bounds, which need not be values that the part can hold: a timestamp may be finer
    /// than the part's precision, an integer beyond its width.
    Between(Bound<PartValue<'a>>, Bound<PartValue<'a>>),
}

/// The end of a range: the part's text, and whether the value itself is in.
struct End {
    text: String,
    included: bool,
}

/// What one side of a range demands of the part's text.
enum Side {
    /// Nothing.
    Open,
    /// To be on this side of the end.
    Until(End),
    /// What no text is.
    Never,
}

// Keys can hold what must not be logged, so only lengths are shown.
impl fmt::Debug for SortCondition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, keys): (_, &[&String]) = match self {
            Self::All => return f.write_str("All"),
            Self::Nothing => return f.write_str("Nothing"),
            Self::Equals(key) => ("Equals", &[key]),
            Self::BeginsWith(key) => ("BeginsWith", &[key]),
            Self::Between(lower, upper) => ("Between", &[lower, upper]),
            Self::AtLeast(key) => ("AtLeast", &[key]),
            Self::AtMost(key) => ("AtMost", &[key]),
            Self::LessThan(key) => ("LessThan", &[key]),
            Self::GreaterThan(key) => ("GreaterThan", &[key]),
        };
        let mut tuple = f.debug_tuple(name);
        for key in keys {
            tuple.field(&format_args!("{} bytes", key.len()));
        }
        tuple.finish()
    }
}

// As for conditions.
impl fmt::Debug for PartRange<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BeginsWith(text) => {
                f.debug_tuple("BeginsWith").field(&format_args!("{} bytes", text.len())).finish()
            }
            Self::Between(lower, upper) => f.debug_tuple("Between").field(lower).field(upper).finish(),
        }
    }
}

/// The first part without a value and its place among the segments, when there is one.
type Next<'t> = Option<(usize, &'t TemplatePart)>;

impl KeyTemplate {
    /// The condition on the sort key for the items whose first parts equal `fixed` and whose next part is in `range`.
    ///
    /// Let `P` be the key's text up to the part that the range is on: the literal and the parts that are fixed by equality.
    /// It ends in `#`, unless it is empty. Let `V` be `P` and the text of the value `v`, and `hi` be `P` with `$` for its
    /// last `#`.
    ///
    /// | condition | parts follow | the last part |
    /// |---|---|---|
    /// | nothing | begins with `P` | begins with `P` |
    /// | text begins with `p` | begins with `P` and the text of `p` | the same |
    /// | `> v` | `V$` to `hi` | `V$` to `hi` |
    /// | `≥ v` | `V#` to `hi` | `V` to `hi` |
    /// | `≤ v` | `P` to `V$` | `P` to `V$` |
    /// | `< v` | `P` to `V` | `P` to the greatest text below `V` |
    ///
    /// Both ends of each are inclusive, as `BETWEEN` is. They are exact because `#` and `$` are neighbours: whatever goes on
    /// from `V` with `#` is between `V#` and `V$`, and whatever goes on with another character of a text, or with an escape,
    /// is above `V$`; no key ends in `$`.
    ///
    /// A child in an item collection, whose key goes on with `#` where the parent's key ends, is in the range of its parent:
    /// `≤ v` and `≥ v` return the children of `v`, `< v` and `> v` do not. The key of a *parent* of the queried entity is
    /// returned by `< v` although it is the parent of `v` itself; its kind tells it apart.
    ///
    /// When `P` is empty there is nothing to stay inside of, and a range with one end is a one-sided comparison.
    ///
    /// A bound that no key can reach within DynamoDB's 1024 bytes is replaced by one that selects the same keys.
    ///
    /// # Errors
    ///
    /// When there are more values than parts, a value cannot be written, or the part has no order to compare by: the
    /// tokens of an enum, shards, `raw` parts and what follows them.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// use dynamo_schema::{IntegerType, PartKind, PartRange, PartValue, SortCondition, parse_template};
    ///
    /// let lines = parse_template("ITEM#{line:04}")
    ///     .unwrap()
    ///     .resolve(|_| Some(("line".into(), PartKind::Integer(IntegerType::U16))))
    ///     .unwrap();
    /// let above = PartRange::Between(Bound::Excluded(PartValue::Unsigned(7)), Bound::Unbounded);
    /// assert!(
    ///     lines.sort_condition(&[], Some(&above)).unwrap()
    ///         == SortCondition::Between("ITEM#0007$".to_owned(), "ITEM$".to_owned())
    /// );
    /// ```
    pub fn sort_condition(
        &self,
        fixed: &[PartValue<'_>],
        range: Option<&PartRange<'_>>,
    ) -> Result<SortCondition, KeyError> {
        let (prefix, next) = self.prefix(fixed)?;
        let Some(range) = range else {
            return Ok(match next {
                Some(_) => within(prefix),
                None => fit(SortCondition::Equals(prefix)),
            });
        };
        let fail = |kind| Err(KeyError::new(self, kind));
        let Some((position, part)) = next else { return fail(KeyErrorKind::NoPartLeft) };
        let attribute = || part.attribute.clone().into_owned();
        if part.format.shards.is_some() {
            return fail(KeyErrorKind::Sharded { attribute: attribute() });
        }
        match range {
            PartRange::BeginsWith(_) if part.kind != PartKind::Text => {
                fail(KeyErrorKind::NoPrefix { attribute: attribute(), kind: part.kind })
            }
            PartRange::BeginsWith(text) => {
                let mut key = prefix;
                crate::encode::text::write(text, &part.format, &mut key).map_err(|kind| {
                    KeyError::new(self, KeyErrorKind::Part(PartError::new(kind).of(&part.attribute)))
                })?;
                Ok(within(key))
            }
            PartRange::Between(..) if part.kind == PartKind::Token => {
                fail(KeyErrorKind::Unordered { attribute: attribute(), kind: part.kind })
            }
            PartRange::Between(lower, upper) => {
                self.require_order(position, part, &prefix)?;
                let fail = |error| KeyError::new(self, KeyErrorKind::Part(error));
                let lower = Side::lower(part, lower).map_err(fail)?;
                let upper = Side::upper(part, upper).map_err(fail)?;
                let last = position + 1 == self.segments.len();
                Ok(between(prefix, part, last, lower, upper))
            }
        }
    }

    /// The key's text up to the first part without a value, and that part.
    fn prefix(&self, fixed: &[PartValue<'_>]) -> Result<(String, Next<'_>), KeyError> {
        let mut values = fixed.iter();
        let mut prefix = String::new();
        let mut next = None;
        for (position, segment) in self.segments.iter().enumerate() {
            match segment {
                Segment::Literal(text) => prefix.push_str(text),
                Segment::Part(part) => match values.next() {
                    Some(value) => part
                        .encode(value, &mut prefix)
                        .map_err(|error| KeyError::new(self, KeyErrorKind::Part(error)))?,
                    None => {
                        next = Some((position, part));
                        break;
                    }
                },
            }
        }
        if values.next().is_some() {
            return Err(KeyError::new(self, KeyErrorKind::TooManyValues { parts: self.parts().count() }));
        }
        Ok((prefix, next))
    }

    /// Refuses a comparison that the keys cannot answer exactly.
    fn require_order(&self, position: usize, part: &TemplatePart, prefix: &str) -> Result<(), KeyError> {
        for segment in self.segments.iter().take(position + 1) {
            if let Segment::Part(part) = segment
                && part.is_raw()
            {
                let attribute = part.attribute.clone().into_owned();
                return Err(KeyError::new(self, KeyErrorKind::AfterRaw { attribute }));
            }
        }
        let starts = prefix.is_empty() || prefix.ends_with(DELIMITER);
        let ends = match self.segments.get(position + 1) {
            None => true,
            Some(Segment::Literal(text)) => text.starts_with(DELIMITER),
            Some(Segment::Part(_)) => false,
        };
        if starts && ends {
            return Ok(());
        }
        let attribute = part.attribute.clone().into_owned();
        Err(KeyError::new(self, KeyErrorKind::NotDelimited { attribute }))
    }
}

// A bound between two values of the part stands just above the lower one of them: with whole seconds, `< 10.5` is `≤ 10`
// and `≥ 10.5` is `> 10`.
impl Side {
    fn lower(part: &TemplatePart, bound: &Bound<PartValue<'_>>) -> Result<Self, PartError> {
        let Some((place, end)) = place(part, bound)? else { return Ok(Self::Open) };
        Ok(match place {
            Place::At => Self::Until(end),
            Place::Above => Self::Until(End { included: false, ..end }),
            Place::BelowAll => Self::Open,
            Place::AboveAll => Self::Never,
        })
    }

    fn upper(part: &TemplatePart, bound: &Bound<PartValue<'_>>) -> Result<Self, PartError> {
        let Some((place, end)) = place(part, bound)? else { return Ok(Self::Open) };
        Ok(match place {
            Place::At => Self::Until(end),
            Place::Above => Self::Until(End { included: true, ..end }),
            Place::BelowAll => Self::Never,
            Place::AboveAll => Self::Open,
        })
    }

    fn end(self) -> Option<End> {
        match self {
            Self::Until(end) => Some(end),
            Self::Open | Self::Never => None,
        }
    }
}

fn place(part: &TemplatePart, bound: &Bound<PartValue<'_>>) -> Result<Option<(Place, End)>, PartError> {
    let (value, included) = match bound {
        Bound::Unbounded => return Ok(None),
        Bound::Included(value) => (value, true),
        Bound::Excluded(value) => (value, false),
    };
    let mut text = String::new();
    let place = part.place(value, &mut text)?;
    Ok(Some((place, End { text, included })))
}

fn between(prefix: String, part: &TemplatePart, last: bool, lower: Side, upper: Side) -> SortCondition {
    let (lower, upper) = match (lower, upper) {
        (Side::Never, _) | (_, Side::Never) => return SortCondition::Nothing,
        (Side::Open, Side::Open) => return within(prefix),
        (lower, upper) => (lower.end(), upper.end()),
    };
    if let (Some(lower), Some(upper)) = (&lower, &upper)
        && (lower.text > upper.text || lower.text == upper.text && !(lower.included && upper.included))
    {
        return SortCondition::Nothing;
    }
    let lower = lower.map(|end| {
        let after = match (end.included, last) {
            (false, _) => "$",
            (true, false) => "#",
            (true, true) => "",
        };
        format!("{prefix}{}{after}", end.text)
    });
    let (upper, one_sided) = match upper {
        None => (None, None),
        Some(end) if end.included => (Some(format!("{prefix}{}{ESCAPE}", end.text)), None),
        Some(end) => {
            let value = format!("{prefix}{}", end.text);
            let below =
                if last { greatest_below(&value, part.fixed_width().is_none()) } else { value.clone() };
            (Some(below), Some(value))
        }
    };
    fit(match (prefix.strip_suffix(DELIMITER), lower, upper) {
        (Some(stem), lower, upper) => SortCondition::Between(
            lower.unwrap_or_else(|| prefix.clone()),
            upper.unwrap_or_else(|| format!("{stem}{ESCAPE}")),
        ),
        (None, Some(lower), Some(upper)) => SortCondition::Between(lower, upper),
        (None, Some(lower), None) => SortCondition::AtLeast(lower),
        (None, None, Some(upper)) => match one_sided {
            Some(value) => SortCondition::LessThan(value),
            None => SortCondition::AtMost(upper),
        },
        (None, None, None) => SortCondition::All,
    })
}

fn within(prefix: String) -> SortCondition {
    if prefix.is_empty() { SortCondition::All } else { fit(SortCondition::BeginsWith(prefix)) }
}

/// Replaces what is too long to be sent by what selects the same keys, none of which is longer than 1024 bytes.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-partition-sort-keys>
fn fit(condition: SortCondition) -> SortCondition {
    let too_long = |key: &String| key.len() > SORT_KEY_BYTES;
    match condition {
        SortCondition::Equals(key) | SortCondition::BeginsWith(key) if too_long(&key) => {
            SortCondition::Nothing
        }
        SortCondition::Between(lower, upper) => {
            let lower = if too_long(&lower) { above_all_with_prefix(&lower) } else { Some(lower) };
            let upper = if too_long(&upper) { fill(&upper) } else { upper };
            match lower {
                Some(lower) if lower <= upper => SortCondition::Between(lower, upper),
                _ => SortCondition::Nothing,
            }
        }
        SortCondition::AtLeast(key) if too_long(&key) => match above_all_with_prefix(&key) {
            Some(key) => SortCondition::AtLeast(key),
            None => SortCondition::Nothing,
        },
        SortCondition::AtMost(key) | SortCondition::LessThan(key) if too_long(&key) => {
            SortCondition::AtMost(fill(&key))
        }
        condition => condition,
    }
}
