//! Taking back an import: all of it, or nothing and every reason why not.

use super::project::ProjectId;
use super::release::accept_words;
use crate::error::ServiceResult;
use crate::id::ImportId;
use crate::time::Timestamp;

/// The longest reason for taking an import back.
pub const LONGEST_REASON: u32 = 500;
/// The most obstacles that a plan lists; the rest is only counted.
pub const MOST_OBSTACLES: usize = 200;

/// An import that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastImport {
    pub id: ImportId,
    pub at: Timestamp,
    /// Who imported; empty when the program did, from its command line.
    pub author: String,
    pub created: i64,
    pub changed: i64,
    pub undone: Option<Undone>,
}

/// When, by whom and why an import was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    pub at: Timestamp,
    pub author: String,
    pub reason: String,
}

/// A project that an import wrote, as it was then and as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedProject {
    /// Place among the projects of the import, counted from 0.
    pub position: i64,
    pub project: ProjectId,
    /// Digest of the document that the import wrote.
    pub written: String,
    /// The version that the import replaced; nothing where it brought the project in.
    pub replaced: Option<i64>,
    pub now: Option<ProjectNow>,
    /// How many comments people have written about it.
    pub comments: i64,
}

/// A project as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectNow {
    pub title: String,
    pub digest: String,
    pub version: i64,
    pub changed_at: Timestamp,
}

/// What taking back does to a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The import brought it in: it goes.
    Remove,
    /// The version that the import replaced comes back.
    Restore { version: i64 },
}

/// Why a project stands in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// It has been changed since.
    Changed { at: Timestamp },
    /// People have written about it: their words must not vanish with it.
    Commented { comments: i64 },
    /// It is not there any more.
    Gone,
}

/// What taking an import back would do, or has done.
#[derive(Debug, Clone, PartialEq)]
pub struct UndoPlan {
    pub import: PastImport,
    pub removed: u64,
    pub restored: u64,
    /// The first obstacles. When there is one, nothing is taken back.
    pub obstacles: Vec<(ProjectId, String, Obstacle)>,
    pub obstacle_count: u64,
}

impl ImportedProject {
    /// What taking the import back does to this project.
    ///
    /// # Errors
    /// Why it cannot.
    pub fn step(&self) -> Result<Step, Obstacle> {
        let now = self.now.as_ref().ok_or(Obstacle::Gone)?;
        if now.digest != self.written {
            return Err(Obstacle::Changed { at: now.changed_at });
        }
        match self.replaced {
            Some(version) => Ok(Step::Restore { version }),
            None if self.comments > 0 => Err(Obstacle::Commented {
                comments: self.comments,
            }),
            None => Ok(Step::Remove),
        }
    }
}

impl UndoPlan {
    #[must_use]
    pub const fn of(import: PastImport) -> Self {
        Self {
            import,
            removed: 0,
            restored: 0,
            obstacles: Vec::new(),
            obstacle_count: 0,
        }
    }

    /// Whether nothing stands in the way.
    #[must_use]
    pub const fn is_free(&self) -> bool {
        self.obstacle_count == 0
    }

    /// Adds a project of the import.
    pub fn add(&mut self, project: &ImportedProject) {
        match project.step() {
            Ok(Step::Remove) => self.removed += 1,
            Ok(Step::Restore { .. }) => self.restored += 1,
            Err(obstacle) => {
                self.obstacle_count += 1;
                if self.obstacles.len() < MOST_OBSTACLES {
                    let title = project.now.as_ref().map(|now| now.title.clone());
                    let title = title.unwrap_or_else(|| project.project.to_string());
                    self.obstacles.push((project.project.clone(), title, obstacle));
                }
            }
        }
    }
}

/// Accepts the reason for taking an import back.
///
/// # Errors
/// [`crate::ServiceError::Invalid`] at the field `reason`.
pub fn accept_reason(reason: &str) -> ServiceResult<String> {
    accept_words("reason", reason, LONGEST_REASON)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn imported(replaced: Option<i64>, digest_now: Option<&str>, comments: i64) -> ImportedProject {
        ImportedProject {
            position: 0,
            project: "oc4ids-abc123-1".parse().unwrap(),
            written: "a".to_owned(),
            replaced,
            now: digest_now.map(|digest| ProjectNow {
                title: "Дах".to_owned(),
                digest: digest.to_owned(),
                version: 2,
                changed_at: Timestamp(5),
            }),
            comments,
        }
    }

    #[test]
    fn what_nobody_has_touched_goes_back() {
        assert_eq!(imported(None, Some("a"), 0).step(), Ok(Step::Remove));
        assert_eq!(
            imported(Some(1), Some("a"), 7).step(),
            Ok(Step::Restore { version: 1 }),
            "comments stay with the project that stays"
        );
    }

    #[test]
    fn what_was_changed_commented_or_removed_stands_in_the_way() {
        assert_eq!(
            imported(Some(1), Some("b"), 0).step(),
            Err(Obstacle::Changed { at: Timestamp(5) })
        );
        assert_eq!(
            imported(None, Some("a"), 2).step(),
            Err(Obstacle::Commented { comments: 2 })
        );
        assert_eq!(imported(None, None, 0).step(), Err(Obstacle::Gone));
    }

    #[test]
    fn one_obstacle_is_enough_and_many_are_counted() {
        let import = PastImport {
            id: ImportId(Uuid::nil()),
            at: Timestamp(1),
            author: String::new(),
            created: 1,
            changed: 1,
            undone: None,
        };
        let mut plan = UndoPlan::of(import);
        plan.add(&imported(None, Some("a"), 0));
        plan.add(&imported(Some(1), Some("a"), 0));
        assert!(plan.is_free());
        assert_eq!((plan.removed, plan.restored), (1, 1));
        for _ in 0..=MOST_OBSTACLES {
            plan.add(&imported(None, None, 0));
        }
        assert!(!plan.is_free());
        assert_eq!(plan.obstacles.len(), MOST_OBSTACLES);
        assert_eq!(plan.obstacle_count, 201);
    }
}
