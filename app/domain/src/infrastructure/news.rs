//! What counts as news of a project: it came, its published facts changed, the city answered, a hearing is about it.

use super::change::Changes;
use super::hearing::Step;
use super::project::{Day, ProjectId};
use crate::id::{CommentId, PublicHearingId};
use crate::time::Timestamp;

/// One piece of news. It holds no name of a resident and nothing that a resident wrote.
#[derive(Debug, Clone, PartialEq)]
pub struct News {
    pub project: ProjectId,
    pub title: String,
    pub at: Timestamp,
    pub what: Happened,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Happened {
    /// The project is told of here for the first time.
    Added,
    /// Its published facts changed; new documents are among the changes.
    Changed { version: i64, changes: Changes },
    /// The city answered a question about it.
    Answered { comment: CommentId, answer: String },
    /// Something happened to a hearing about it, which begins on a day.
    Hearing {
        hearing: PublicHearingId,
        title: String,
        step: Step,
        on: Day,
    },
}

impl News {
    /// The same for the same news, however it was found; also the part of its address after `#`.
    #[must_use]
    pub fn anchor(&self) -> String {
        match &self.what {
            Happened::Added => "version-1".to_owned(),
            Happened::Changed { version, .. } => format!("version-{version}"),
            Happened::Answered { comment, .. } => format!("answer-{comment}-{}", self.at.0),
            Happened::Hearing { hearing, step, .. } => format!("hearing-{hearing}-{}", step.code()),
        }
    }

    /// Where on the project's page the news can be read.
    #[must_use]
    pub fn place(&self) -> String {
        match &self.what {
            Happened::Added => String::new(),
            Happened::Changed { .. } => "#history".to_owned(),
            Happened::Answered { comment, .. } => format!("#comment-{comment}"),
            Happened::Hearing { .. } => "#hearings".to_owned(),
        }
    }
}

/// Puts news of several followed things together: latest first, each once, at most `limit`.
#[must_use]
pub fn merge(lists: Vec<Vec<News>>, limit: usize) -> Vec<News> {
    let mut all: Vec<News> = lists.into_iter().flatten().collect();
    let key = |news: &News| (std::cmp::Reverse(news.at), news.project.clone(), news.anchor());
    all.sort_by_key(key);
    all.dedup_by_key(|news| key(news));
    all.truncate(limit);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn news(project: &str, at: i64) -> News {
        News {
            project: project.parse().unwrap(),
            title: "Дах".to_owned(),
            at: Timestamp(at),
            what: Happened::Added,
        }
    }

    #[test]
    fn news_that_two_followed_things_share_are_told_once() {
        let merged = merge(
            vec![
                vec![news("a-1", 5), news("b-1", 2)],
                vec![news("c-1", 9), news("a-1", 5)],
            ],
            10,
        );
        let order: Vec<&str> = merged.iter().map(|news| news.project.as_str()).collect();
        assert_eq!(order, ["c-1", "a-1", "b-1"]);
        assert_eq!(merge(vec![merged], 2).len(), 2);
    }

    #[test]
    fn news_of_one_moment_about_one_project_stay_two() {
        let answer = |id: u128| News {
            what: Happened::Answered {
                comment: uuid::Uuid::from_u128(id).into(),
                answer: "Так".to_owned(),
            },
            ..news("a-1", 5)
        };
        assert_eq!(merge(vec![vec![answer(1), answer(2), answer(1)]], 10).len(), 2);
    }
}
