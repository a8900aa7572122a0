//! What values an attribute may have.

use dynamo_schema::{Limit, LimitNumber, Pattern};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Ident, Lit, LitStr, Token};

use super::{assigned_text, in_parentheses};

/// `range(1..=10)`, `length(..=64)`, `bytes(1..)` or `pattern = "[A-Z]{2}"`.
pub(crate) fn limits(word: &Ident, input: ParseStream<'_>) -> syn::Result<Vec<Limit>> {
    if word == "pattern" {
        let text = assigned_text(word, input)?;
        check_pattern(&text)?;
        return Ok(vec![Limit::Pattern(text.value().into())]);
    }
    if !input.peek(syn::token::Paren) {
        return Err(syn::Error::new(word.span(), form(word)));
    }
    let (least, most) = in_parentheses(input, |input| bounds(word, input))?;
    let is_reversed = least.zip(most).is_some_and(|(least, most)| is_above(least, most));
    if is_reversed {
        return Err(syn::Error::new(
            word.span(),
            format!("no value is in this `{word}`: its bounds are reversed"),
        ));
    }
    let whole = |number: LimitNumber| {
        let fits = u64::try_from(number.coefficient).ok().filter(|_| number.scale == 0);
        fits.ok_or_else(|| syn::Error::new(word.span(), format!("`{word}` counts from 0, in whole numbers")))
    };
    let mut limits = Vec::new();
    for (number, is_least) in [(least, true), (most, false)] {
        let Some(number) = number else { continue };
        limits.push(match (&*word.unraw().to_string(), is_least) {
            ("length", true) => Limit::Shortest(whole(number)?),
            ("length", false) => Limit::Longest(whole(number)?),
            ("bytes", true) => Limit::LeastBytes(whole(number)?),
            ("bytes", false) => Limit::MostBytes(whole(number)?),
            (_, true) => Limit::Least(number),
            (_, false) => Limit::Most(number),
        });
    }
    Ok(limits)
}

fn form(word: &Ident) -> String {
    format!("expected `{word}(1..=10)`, `{word}(1..)` or `{word}(..=10)`")
}

type Bounds = (Option<LimitNumber>, Option<LimitNumber>);

/// Both bounds are in the range, so that decimals have no neighbours to think about.
fn bounds(word: &Ident, input: ParseStream<'_>) -> syn::Result<Bounds> {
    let error = |span| syn::Error::new(span, form(word));
    let least =
        if input.peek(Token![..]) { None } else { Some(number(input).map_err(|_| error(input.span()))?) };
    if input.parse::<Option<Token![..=]>>()?.is_some() {
        let most = number(input).map_err(|_| error(input.span()))?;
        return Ok((least, Some(most)));
    }
    let dots = input.span();
    if input.parse::<Option<Token![..]>>()?.is_none() || least.is_none() {
        return Err(error(dots));
    }
    if !input.is_empty() {
        return Err(syn::Error::new(dots, "write `..=`: both bounds are in the range"));
    }
    Ok((least, None))
}

fn number(input: ParseStream<'_>) -> syn::Result<LimitNumber> {
    let is_negative = input.parse::<Option<Token![-]>>()?.is_some();
    let literal: Lit = input.parse()?;
    let digits = match &literal {
        Lit::Int(digits) => digits.base10_digits().to_owned(),
        Lit::Float(digits) => digits.base10_digits().to_owned(),
        _ => return Err(syn::Error::new(literal.span(), "expected a number")),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let coefficient = format!("{whole}{fraction}").parse::<i128>().ok();
    let scale = u8::try_from(fraction.len()).ok().filter(|scale| *scale <= 28);
    let number = coefficient.zip(scale).map(|(coefficient, scale)| LimitNumber {
        coefficient: if is_negative { -coefficient } else { coefficient },
        scale,
    });
    number.ok_or_else(|| {
        syn::Error::new(literal.span(), "a limit is a number of at most 38 digits without exponent")
    })
}

fn is_above(least: LimitNumber, most: LimitNumber) -> bool {
    let scale = least.scale.max(most.scale);
    let scaled = |number: LimitNumber| {
        10i128.checked_pow(u32::from(scale - number.scale)).and_then(|by| number.coefficient.checked_mul(by))
    };
    matches!((scaled(least), scaled(most)), (Some(least), Some(most)) if least > most)
}

fn check_pattern(text: &LitStr) -> syn::Result<()> {
    let value = text.value();
    Pattern::parse(&value).map(|_| ()).map_err(|error| {
        let place = value.get(error.position()..).filter(|rest| !rest.is_empty());
        let place = place.map_or_else(|| ", at its end".to_owned(), |rest| format!(", before `{rest}`"));
        syn::Error::new(text.span(), format!("in the pattern `{value}`{place}: {error}"))
    })
}
