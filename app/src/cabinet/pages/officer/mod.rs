//! The work of officers: the queue, a case, each act on it, and the overview.

pub mod approval;
pub mod ask;
pub mod case;
pub mod decide;
pub mod disclose;
pub mod extend;
pub mod opinion;
pub mod overview;
pub mod overview_table;
pub mod queue;
pub mod review_appeal;
pub mod signature;
pub mod suspend;
pub mod template;
pub mod visa;
