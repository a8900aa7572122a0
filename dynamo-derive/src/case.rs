//! `rename_all = "…"`

use dynamo_schema::Spelling;
use syn::LitStr;

/// The spelling of a name.
pub(crate) fn parse(text: &LitStr) -> syn::Result<Spelling> {
    let value = text.value();
    Spelling::parse(&value).ok_or_else(|| {
        let names: Vec<&str> = Spelling::ALL.iter().map(|(name, _)| *name).collect();
        let hint = crate::suggest::hint(&value, &names);
        syn::Error::new(text.span(), format!("unknown case `{value}`; {hint}"))
    })
}
