//! The first page of the staff: what waits for this person, by role.

use crate::shared::{Door, Outcome, Page, PageRequest};
use domain::ServiceError;
use domain::actor::{Role, SignedIn};
use domain::job::JobState;
use domain::operations::job::JobFilter;
use leptos::prelude::*;
use locales::operations as t;
use ui::{Badge, HeadingLevel, IconName, LinkCard, Notice, PageHeader, Tone};

/// One way to work, and how much waits there.
struct Task {
    href: String,
    title: &'static str,
    text: &'static str,
    icon: IconName,
    /// `None` where nothing is counted.
    waits: Option<Waits>,
}

/// How many things wait, and whether they are late or broken.
struct Waits {
    number: i64,
    in_words: String,
    is_urgent: bool,
}

/// The ways of one kind of work.
struct Group {
    id: &'static str,
    title: &'static str,
    tasks: Vec<Task>,
}

pub async fn show(request: PageRequest) -> Outcome {
    let language = request.language;
    let person = request
        .actor
        .signed_in()
        .ok_or(ServiceError::SignInNeeded)?
        .clone();
    let mut groups = Vec::new();
    if person.holds_anywhere(Role::CaseOfficer) || person.holds_anywhere(Role::UnitHead) {
        groups.push(applications(&request, &person).await?);
    }
    if person.holds_anywhere(Role::Moderator) || person.holds_anywhere(Role::ProjectEditor) {
        groups.push(projects(&request, &person).await?);
    }
    if person.holds_anywhere(Role::CentreOfficer) || person.holds_anywhere(Role::Administrator) {
        groups.push(people(&request, &person));
    }
    if person.holds_anywhere(Role::Teacher) {
        groups.push(lessons(&request).await?);
    }
    if person.holds_anywhere(Role::Administrator) {
        groups.push(program(&request).await?);
    }
    let waiting: i64 = groups
        .iter()
        .flat_map(|group| &group.tasks)
        .filter_map(|task| task.waits.as_ref())
        .map(|waits| waits.number)
        .sum();
    let is_counted = groups
        .iter()
        .flat_map(|group| &group.tasks)
        .any(|task| task.waits.is_some());
    Page::new(t::title(language), move || {
        let nothing_waits = (is_counted && waiting == 0)
            .then(|| view! { <Notice tone=Tone::Success>{t::nothing_waits(language)}</Notice> });
        view! {
            <PageHeader title=t::title(language) lead=t::lead(language) />
            {nothing_waits}
            {groups.into_iter().map(group).collect_view()}
        }
    })
    .door(Door::Work)
    .unlisted()
    .ok()
}

async fn applications(request: &PageRequest, person: &SignedIn) -> Result<Group, ServiceError> {
    let language = request.language;
    let counts = request.services.cabinet.queue_counts(&request.actor).await?;
    let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let task = |query: &str, title, text, icon, count: u64, is_urgent: bool| Task {
        href: request.href(&format!("/cabinet/queue?{query}")),
        title,
        text,
        icon,
        waits: Some(Waits {
            number: number(count),
            in_words: t::count_applications(language, number(count)),
            is_urgent: is_urgent && count > 0,
        }),
    };
    let complaints = (counts.complaints > 0).then(|| Task {
        href: request.href("/cabinet/queue?state=appealed"),
        title: t::complaints(language),
        text: t::complaints_text(language),
        icon: IconName::Scale,
        waits: Some(Waits {
            number: number(counts.complaints),
            in_words: t::count_complaints(language, number(counts.complaints)),
            is_urgent: true,
        }),
    });
    let overview = person.holds_anywhere(Role::UnitHead).then(|| Task {
        href: request.href("/cabinet/overview"),
        title: t::overview(language),
        text: t::overview_text(language),
        icon: IconName::Users,
        waits: None,
    });
    Ok(Group {
        id: "applications",
        title: t::group_applications(language),
        tasks: [
            task(
                "whose=unassigned",
                t::unassigned(language),
                t::unassigned_text(language),
                IconName::Inbox,
                counts.unassigned,
                false,
            ),
            task(
                "whose=mine",
                t::mine(language),
                t::mine_text(language),
                IconName::FileText,
                counts.mine,
                false,
            ),
            task(
                "whose=approval",
                t::approval(language),
                t::approval_text(language),
                IconName::Users,
                counts.for_approval,
                false,
            ),
            task(
                "due=overdue",
                t::overdue(language),
                t::overdue_text(language),
                IconName::Clock,
                counts.overdue,
                true,
            ),
        ]
        .into_iter()
        .chain(complaints)
        .chain(overview)
        .collect(),
    })
}

async fn projects(request: &PageRequest, person: &SignedIn) -> Result<Group, ServiceError> {
    let language = request.language;
    let mut tasks = Vec::new();
    if person.holds_anywhere(Role::Moderator) {
        let queue = request
            .services
            .infrastructure
            .moderation_queue(&request.actor, false)
            .await?;
        let hearings = &request.services.hearings;
        let proposals = hearings.proposal_queue(&request.actor, false).await?;
        let number = i64::try_from(queue.len() + proposals.len()).unwrap_or(i64::MAX);
        tasks.push(Task {
            href: request.href("/infrastructure/moderation"),
            title: t::comments(language),
            text: t::comments_text(language),
            icon: IconName::Message,
            waits: Some(Waits {
                number,
                in_words: t::count_comments(language, number),
                is_urgent: false,
            }),
        });
    }
    if person.holds_anywhere(Role::ProjectEditor) {
        let waiting = request.services.infrastructure.unanswered(&request.actor).await?;
        let number = i64::try_from(waiting.len()).unwrap_or(i64::MAX);
        tasks.push(Task {
            href: request.href("/infrastructure/answers"),
            title: t::answers(language),
            text: t::answers_text(language),
            icon: IconName::Hammer,
            waits: Some(Waits {
                number,
                in_words: t::count_questions(language, number),
                is_urgent: false,
            }),
        });
    }
    Ok(Group {
        id: "projects",
        title: t::group_projects(language),
        tasks,
    })
}

fn people(request: &PageRequest, person: &SignedIn) -> Group {
    let language = request.language;
    let mut tasks = Vec::new();
    if person.holds_anywhere(Role::CentreOfficer) {
        tasks.push(Task {
            href: request.href("/people/verify"),
            title: t::verify(language),
            text: t::verify_text(language),
            icon: IconName::IdCard,
            waits: None,
        });
    }
    if person.holds_anywhere(Role::CentreOfficer) {
        tasks.push(Task {
            href: request.href("/learning/classes"),
            title: t::classes_phone(language),
            text: t::classes_phone_text(language),
            icon: IconName::Phone,
            waits: None,
        });
    }
    if person.holds_anywhere(Role::Administrator) {
        tasks.push(Task {
            href: request.href("/people/manage"),
            title: t::manage(language),
            text: t::manage_text(language),
            icon: IconName::Users,
            waits: None,
        });
    }
    Group {
        id: "people",
        title: t::group_people(language),
        tasks,
    }
}

async fn lessons(request: &PageRequest) -> Result<Group, ServiceError> {
    let language = request.language;
    let questions = request.services.classes.questions(&request.actor, None).await?;
    let number = i64::try_from(questions.waiting.len()).unwrap_or(i64::MAX);
    Ok(Group {
        id: "lessons",
        title: t::group_lessons(language),
        tasks: vec![
            Task {
                href: request.href("/learning/questions"),
                title: t::learners_ask(language),
                text: t::learners_ask_text(language),
                icon: IconName::Message,
                waits: Some(Waits {
                    number,
                    in_words: t::count_questions(language, number),
                    is_urgent: false,
                }),
            },
            Task {
                href: request.href("/learning"),
                title: t::lessons(language),
                text: t::lessons_text(language),
                icon: IconName::GraduationCap,
                waits: None,
            },
            Task {
                href: request.href("/learning/classes"),
                title: t::classes(language),
                text: t::classes_text(language),
                icon: IconName::Users,
                waits: None,
            },
        ],
    })
}

async fn program(request: &PageRequest) -> Result<Group, ServiceError> {
    let language = request.language;
    let overview = request
        .services
        .operations
        .jobs(&request.actor, &JobFilter::of_state(JobState::Dead))
        .await?;
    let dead = overview.count(JobState::Dead);
    let mut tasks = vec![
        Task {
            href: request.href("/infrastructure/import"),
            title: t::imports(language),
            text: t::imports_text(language),
            icon: IconName::Upload,
            waits: None,
        },
        Task {
            href: request.href("/operations/jobs?state=dead"),
            title: t::jobs(language),
            text: t::jobs_text(language),
            icon: IconName::Refresh,
            waits: Some(Waits {
                number: dead,
                in_words: t::count_dead(language, dead),
                is_urgent: dead > 0,
            }),
        },
        Task {
            href: request.href("/operations/events"),
            title: t::events(language),
            text: t::events_text(language),
            icon: IconName::History,
            waits: None,
        },
    ];
    if request.community.is_demo {
        tasks.push(Task {
            href: request.href("/operations/mails"),
            title: t::mails(language),
            text: t::mails_text(language),
            icon: IconName::Mail,
            waits: None,
        });
    }
    Ok(Group {
        id: "program",
        title: t::group_program(language),
        tasks,
    })
}

fn group(group: Group) -> impl IntoView {
    let cards = group.tasks.into_iter().map(card).collect_view();
    view! {
        <section class="section" aria-labelledby=group.id>
            <h2 class="section__title" id=group.id>{group.title}</h2>
            <div class="grid">{cards}</div>
        </section>
    }
}

fn card(task: Task) -> AnyView {
    let Task {
        href,
        title,
        text,
        icon,
        waits,
    } = task;
    match waits {
        None => view! { <LinkCard href title text icon level=HeadingLevel::Three /> }.into_any(),
        Some(waits) => {
            let tone = match (waits.number, waits.is_urgent) {
                (0, _) => Tone::Neutral,
                (_, true) => Tone::Danger,
                (_, false) => Tone::Info,
            };
            view! {
                <LinkCard href title text icon level=HeadingLevel::Three>
                    <Badge tone>
                        <span data-waits=waits.number.to_string()>{waits.in_words}</span>
                    </Badge>
                </LinkCard>
            }
            .into_any()
        }
    }
}
