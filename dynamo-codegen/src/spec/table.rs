//! `[table]` and the options that environments overlay.

use super::capacity::{InsightsSpec, ThroughputSpec, UnitsSpec};
use super::entity::EntitySpec;
use super::source::{ImportSpec, KinesisSpec, StatementSpec};
use crate::decode::{Context, Decode, Fields, Keyword, Whole, mismatch, word_of};
use crate::design::{Encryption, StreamView, TableClass};
use crate::diagnostic::{Code, Diagnostic};
use crate::span::{Span, Spanned, Word};
use crate::syntax::{Kind, Node};
use dynamo_schema::{ScalarType, limits};

/// `[table]`
#[derive(Debug)]
pub(crate) struct TableSpec {
    pub(crate) span: Span,
    pub(crate) pk: KeySpec,
    pub(crate) sk: Option<KeySpec>,
    pub(crate) type_attribute: Option<Word>,
    /// The attribute that counts changes, for entities with `optimistic_lock`.
    pub(crate) lock_attribute: Option<Word>,
    /// The attribute that holds the versions of entities.
    pub(crate) version_attribute: Option<Word>,
    pub(crate) ttl: Option<Word>,
    pub(crate) options: OptionsSpec,
    pub(crate) import: Option<ImportSpec>,
}

/// A key attribute: `"PK"`, a text, or `{ name = "UserID", type = "N" }`.
#[derive(Debug, Clone)]
pub(crate) struct KeySpec {
    pub(crate) name: Word,
    pub(crate) scalar: ScalarType,
    pub(crate) span: Span,
}

/// What an environment can have otherwise than the table itself.
#[derive(Debug, Default)]
pub(crate) struct OptionsSpec {
    pub(crate) name: Option<Word>,
    pub(crate) billing: Option<Spanned<BillingSpec>>,
    pub(crate) class: Option<Spanned<TableClass>>,
    pub(crate) stream: Option<Spanned<Option<StreamView>>>,
    pub(crate) recovery: Option<RecoverySpec>,
    pub(crate) deletion_protection: Option<Spanned<bool>>,
    pub(crate) encryption: Option<EncryptionSpec>,
    pub(crate) tags: Vec<(Word, Word)>,
    pub(crate) warm: Option<UnitsSpec>,
    pub(crate) limits: Option<UnitsSpec>,
    pub(crate) insights: Option<InsightsSpec>,
    pub(crate) kinesis: Option<KinesisSpec>,
    pub(crate) policy: Option<Vec<StatementSpec>>,
    pub(crate) replicas: Option<Spanned<Vec<Word>>>,
}

/// `billing = "on-demand"` or `{ provisioned = { read = 5, write = 5 } }`
#[derive(Debug, Clone, Copy)]
pub(crate) enum BillingSpec {
    OnDemand,
    Provisioned(ThroughputSpec),
}

/// `"owned"`, `"kms-managed"` or `{ kms_key = "parameter" }`
#[derive(Debug, Clone, Copy)]
pub(crate) struct EncryptionSpec(pub(crate) Encryption);

/// `true`, `false`, or `{ days = 35 }`
#[derive(Debug, Clone, Copy)]
pub(crate) enum RecoverySpec {
    Off,
    On,
    Days(u64, Span),
}

impl Decode for TableSpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        let mut fields = Fields::of(node, "`[table]`", cx)?;
        let name = fields.required::<Word>("name");
        let pk = fields.required("pk");
        let sk = fields.optional("sk");
        let mut attribute = |key| fields.optional::<Word>(key).filter(|name| is_attribute_name(name, cx));
        let type_attribute = attribute("type_attribute");
        let lock_attribute = attribute("lock_attribute");
        let version_attribute = attribute("version_attribute");
        let ttl = attribute("ttl");
        let mut options = OptionsSpec::read(&mut fields);
        options.name = name;
        let import = fields.optional("import");
        fields.unsupported(&["rust"]);
        fields.finish();
        Some(Self {
            span: node.span,
            pk: pk?,
            sk,
            type_attribute,
            lock_attribute,
            version_attribute,
            ttl,
            options,
            import,
        })
    }
}

impl TableSpec {
    /// "Version" is also what many call the count of an optimistic lock. Where there are locks, no attribute for them, and no
    /// versions of entities, that is what `version_attribute` must mean.
    pub(super) fn settle_lock(&mut self, entities: &[(Word, EntitySpec)], cx: &Context<'_>) {
        let locked = entities.iter().find_map(|(_, entity)| {
            entity.optimistic_lock.as_ref().filter(|flag| flag.value && !entity.has_lock_field())
        });
        let (Some(locked), None) = (locked, &self.lock_attribute) else { return };
        if entities.iter().any(|(_, entity)| entity.version.is_some()) {
            return;
        }
        let Some(attribute) = self.version_attribute.take() else { return };
        let message = "the attribute of the locks is named as that of versions";
        cx.report(
            Diagnostic::new(Code::LockAsVersion, attribute.span, message)
                .label("no entity has a version, so it is taken for the lock")
                .also(locked.span, "the lock")
                .help(format!("write `lock_attribute = \"{}\"`", attribute.as_str())),
        );
        self.lock_attribute = Some(attribute);
    }
}

/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html#HowItWorks.NamingRules>
fn is_attribute_name(name: &Word, cx: &Context<'_>) -> bool {
    let is_legal = (1..=limits::LONGEST_NAME).contains(&name.as_str().len());
    if !is_legal {
        let message = format!("`{}` is not the name of an attribute", name.as_str());
        cx.report(Diagnostic::new(Code::KeyName, name.span, message).label("not a name"));
    }
    is_legal
}

impl OptionsSpec {
    /// Reads all but the name, which a table needs and an overlay may leave out.
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            name: None,
            billing: fields.optional("billing"),
            class: fields.optional("class"),
            stream: fields.optional("stream"),
            recovery: fields.optional("point_in_time_recovery"),
            deletion_protection: fields.optional("deletion_protection"),
            encryption: fields.optional("encryption"),
            tags: fields.named("tags"),
            warm: fields.optional("warm_throughput"),
            limits: fields.optional("on_demand_limits"),
            insights: fields.optional("contributor_insights"),
            kinesis: fields.optional("kinesis"),
            policy: fields.optional("resource_policy"),
            replicas: fields.optional("replicas"),
        }
    }
}

/// `[env.NAME.table]`
impl Decode for OptionsSpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        let mut fields = Fields::of(node, "the table of an environment", cx)?;
        let name = fields.optional("name");
        let mut options = Self::read(&mut fields);
        options.name = name;
        fields.finish();
        Some(options)
    }
}

impl Keyword for ScalarType {
    const WHAT: &'static str = "type of a key attribute";
    const WORDS: &'static [(&'static str, Self)] = &[("S", Self::S), ("N", Self::N), ("B", Self::B)];
}

impl Decode for KeySpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        if let Some(name) = word_of(node) {
            return Some(Self { name, scalar: ScalarType::S, span: node.span });
        }
        if !matches!(node.kind, Kind::Table(_)) {
            mismatch(node, "a key attribute: `\"PK\"` or `{ name = \"UserID\", type = \"N\" }`", cx);
            return None;
        }
        let mut fields = Fields::of(node, "a key attribute", cx)?;
        let name = fields.required("name");
        let scalar: Option<Spanned<ScalarType>> = fields.optional("type");
        fields.finish();
        Some(Self {
            name: name?,
            scalar: scalar.map_or(ScalarType::S, |scalar| scalar.value),
            span: node.span,
        })
    }
}

impl Decode for Spanned<BillingSpec> {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        if let Some(word) = word_of(node) {
            let billing = Simple::of(&word, cx)?;
            return match billing {
                Simple::OnDemand => Some(Self::new(BillingSpec::OnDemand, node.span)),
                Simple::Provisioned => {
                    let message = "provisioned billing needs throughput";
                    cx.report(
                        Diagnostic::new(Code::ThroughputMissing, node.span, message)
                            .label("write `{ provisioned = { read = 5, write = 5 } }`"),
                    );
                    None
                }
            };
        }
        if !matches!(node.kind, Kind::Table(_)) {
            mismatch(node, "`\"on-demand\"` or `{ provisioned = { read = 5, write = 5 } }`", cx);
            return None;
        }
        let mut fields = Fields::of(node, "`billing`", cx)?;
        let throughput = fields.required("provisioned");
        fields.finish();
        throughput.map(|throughput| Self::new(BillingSpec::Provisioned(throughput), node.span))
    }
}

/// The words of `billing`.
#[derive(Clone, Copy)]
enum Simple {
    OnDemand,
    Provisioned,
}

impl Keyword for Simple {
    const WHAT: &'static str = "billing mode";
    const WORDS: &'static [(&'static str, Self)] =
        &[("on-demand", Self::OnDemand), ("provisioned", Self::Provisioned)];
}

impl Keyword for TableClass {
    const WHAT: &'static str = "table class";
    const WORDS: &'static [(&'static str, Self)] =
        &[("standard", Self::Standard), ("infrequent-access", Self::InfrequentAccess)];
}

impl Keyword for Option<StreamView> {
    const WHAT: &'static str = "view of a stream";
    const WORDS: &'static [(&'static str, Self)] = &[
        ("new-and-old-images", Some(StreamView::NewAndOldImages)),
        ("new-image", Some(StreamView::NewImage)),
        ("old-image", Some(StreamView::OldImage)),
        ("keys-only", Some(StreamView::KeysOnly)),
        ("off", None),
    ];
}

impl Decode for RecoverySpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        match &node.kind {
            Kind::Bool(true) => Some(Self::On),
            Kind::Bool(false) => Some(Self::Off),
            Kind::Table(_) => {
                let mut fields = Fields::of(node, "`point_in_time_recovery`", cx)?;
                let days = fields.required("days");
                fields.finish();
                days.map(|days: Whole| Self::Days(days.value, days.span))
            }
            _ => {
                mismatch(node, "`true`, `false` or `{ days = 35 }`", cx);
                None
            }
        }
    }
}

impl Keyword for Encryption {
    const WHAT: &'static str = "encryption";
    const WORDS: &'static [(&'static str, Self)] =
        &[("owned", Self::Owned), ("kms-managed", Self::KmsManaged)];
}

impl Decode for EncryptionSpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        if let Some(word) = word_of(node) {
            return Encryption::of(&word, cx).map(Self);
        }
        let mut fields = Fields::of(node, "`encryption`", cx)?;
        let key: Option<Word> = fields.required("kms_key");
        fields.finish();
        ParameterOnly::of(&key?, cx)?;
        Some(Self(Encryption::KmsParameter))
    }
}

/// `"parameter"`: the value is a parameter of the template.
#[derive(Clone, Copy)]
pub(crate) struct ParameterOnly;

impl Keyword for ParameterOnly {
    const WHAT: &'static str = "place of a value; only a parameter of the template is supported";
    const WORDS: &'static [(&'static str, Self)] = &[("parameter", Self)];
}
