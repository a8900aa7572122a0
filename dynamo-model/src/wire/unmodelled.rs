//! The members of the real API that the plain values of [`api`](crate::api) lack.
//!
//! A request that carries one is never answered as if it did not: either the member changes nothing that the
//! answer shows, or the request is refused. What is in no list here is unknown to the service as well, which
//! passes over it.

/// What becomes of a request that carries the member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Treatment {
    /// The member is passed over, for the reason given.
    Ignored(&'static str),
    /// The request is refused, with what to do instead.
    Refused(&'static str),
}

/// A member that the plain values lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unmodelled {
    /// The structure, as [`api`](crate::api) names it.
    pub structure: &'static str,
    /// The member, as the API spells it.
    pub member: &'static str,
    /// What becomes of it.
    pub treatment: Treatment,
}

const ADMINISTRATION: Treatment = Treatment::Ignored(
    "It concerns cost, access or encryption of the table, not what requests to it answer.",
);
const REPLICA: Treatment = Treatment::Refused("a table has one Region here");

macro_rules! unmodelled {
    ($($structure:literal { $($member:literal: $treatment:expr),* $(,)? })*) => {
        &[$($(Unmodelled { structure: $structure, member: $member, treatment: $treatment },)*)*]
    };
}

/// Every such member, with what becomes of it and why.
pub static UNMODELLED: &[Unmodelled] = unmodelled! {
    "CreateTableInput" {
        "SSESpecification": ADMINISTRATION,
        "TableClass": ADMINISTRATION,
        "WarmThroughput": ADMINISTRATION,
        "OnDemandThroughput": ADMINISTRATION,
        "GlobalTableSourceArn": REPLICA,
        "GlobalTableSettingsReplicationMode": REPLICA,
    }
    "UpdateTableInput" {
        "SSESpecification": ADMINISTRATION,
        "TableClass": ADMINISTRATION,
        "WarmThroughput": ADMINISTRATION,
        "OnDemandThroughput": ADMINISTRATION,
        "DisassociationProtectionEnabled": ADMINISTRATION,
        "ReplicaUpdates": REPLICA,
        "MultiRegionConsistency": REPLICA,
        "GlobalTableWitnessUpdates": REPLICA,
        "GlobalTableSettingsReplicationMode": REPLICA,
    }
    "DescribeStreamInput" { "ShardFilter": Treatment::Refused("a stream has one shard here") }
    "GlobalSecondaryIndex" { "WarmThroughput": ADMINISTRATION, "OnDemandThroughput": ADMINISTRATION }
};

/// The message for a member that a request must not carry.
pub(super) fn refused(structure: &str, member: &str) -> Option<String> {
    let known = UNMODELLED.iter().find(|known| known.structure == structure && known.member == member)?;
    match known.treatment {
        Treatment::Ignored(_) => None,
        Treatment::Refused(instead) => {
            Some(format!("The parameter {member} is not supported by this endpoint: {instead}"))
        }
    }
}
