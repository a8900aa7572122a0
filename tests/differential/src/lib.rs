//! Random requests, and the comparison of what two backends answer to them.
//!
//! [`sequence`] makes requests from a seed, [`Run`] sends them to the engine and to an oracle, compares the
//! answers, and shrinks what differs to a case: a list of requests with the expected answers, as
//! `tests/conformance` keeps them.
//!
//! | module | holds |
//! |---|---|
//! | `table`, `value`, `expression`, `read`, `write`, `legacy`, `definition`, `sequence` | the generator |
//! | `backend`, `http` | the engine and servers as respondents |
//! | `compare` | when two answers are the same |
//! | `known` | how an oracle is known to differ |
//! | `run`, `order`, `mend`, `minimise` | runs and their findings |

mod backend;
mod compare;
mod definition;
mod expression;
mod http;
mod known;
mod legacy;
mod local;
mod mend;
mod minimise;
mod order;
mod random;
mod read;
mod run;
mod sequence;
mod step;
mod table;
mod value;
mod write;

pub use backend::{EngineRespondent, Respondent, answer};
pub use compare::Comparison;
pub use http::HttpRespondent;
pub use known::{Knowledge, Known, Said, Wording};
pub use local::DYNAMODB_LOCAL;
pub use random::Random;
pub use run::{Report, Run, Sides};
pub use sequence::{Abilities, sequence};
pub use step::{Answer, Step};
