//! The infrastructure slice: projects, their map, comments and open data.

pub mod bulk;
pub mod change;
pub mod code;
pub mod comment;
pub mod dates;
pub mod debt;
pub mod difference;
pub mod document;
pub mod filter;
pub mod flag;
pub mod follow;
pub mod hearing;
pub mod import;
pub mod news;
pub mod package;
pub mod profile;
pub mod project;
pub mod release;
pub mod score;
pub mod service;
pub mod tile;
pub mod undo;

pub use code::{ProjectStatus, ProjectType, Sector};
pub use filter::{Filter, FilterError, Sort};
pub use project::{AuthorityId, ProjectId, SupplierId};
