use leptos::prelude::*;

use super::{Example, Language, both, pick};
use crate::*;

pub(super) fn examples() -> Vec<Example> {
    vec![
        Example {
            component: "Card",
            name: both!("Картка і тонована картка", "A card and a tinted one"),
            criteria: &[both!(
                "Картка – розділ із заголовком у порядку сторінки.",
                "A card is a section whose heading fits the outline of the page.",
            )],
            view: cards,
        },
        Example {
            component: "LinkCard",
            name: both!("Двері та послуга", "A door and a service"),
            criteria: &[both!(
                "Натиснути можна всю картку, а озвучується лише назва.",
                "The whole card can be pressed, yet only its title is read as the link.",
            )],
            view: link_cards,
        },
        Example {
            component: "ResultItem",
            name: both!("Список знайденого", "A list of what was found"),
            criteria: &[both!(
                "Список є списком: кількість рядків озвучується.",
                "A list is a list: its length is read.",
            )],
            view: results,
        },
        Example {
            component: "Fact",
            name: both!("Дрібні факти", "Small facts"),
            criteria: &[both!(
                "Значок лише прикрашає: факт зрозумілий із тексту.",
                "The icon is decoration: the text says it all.",
            )],
            view: |l| {
                view! {
                    <div class="cluster">
                        <Fact icon=IconName::MapPin>{pick(l, "вулиця Руська, 12", "12 Ruska street")}</Fact>
                        <Fact icon=IconName::Clock>{pick(l, "5 робочих днів", "5 working days")}</Fact>
                    </div>
                }
                .into_any()
            },
        },
        Example {
            component: "Table",
            name: both!("Черга", "A queue"),
            criteria: &[both!(
                "Таблиця має назву, заголовки стовпців і рядків; на телефоні зберігає ролі.",
                "The table has a caption and headings of columns and rows, and keeps its roles on a phone.",
            )],
            view: table,
        },
        Example {
            component: "DescriptionList",
            name: both!("Перевірка відповідей", "Check your answers"),
            criteria: &[both!(
                "Посилання «Змінити» каже, що саме змінює.",
                "Each Change link says what it changes.",
            )],
            view: description_list,
        },
        Example {
            component: "Timeline",
            name: both!("Хід справи", "The course of a case"),
            criteria: &[both!(
                "Події йдуть у порядку; час – у time; майбутнє відрізняється формою.",
                "Events are in order; times are time elements; what is ahead differs by shape.",
            )],
            view: timeline,
        },
        Example {
            component: "Prose",
            name: both!("Довгий текст", "Long text"),
            criteria: &[both!(
                "Рядок не довший за 75 знаків, інтервал не менший за 1,5.",
                "Lines hold 75 characters at most, line spacing is 1.5 or more.",
            )],
            view: prose,
        },
    ]
}

fn cards(l: Language) -> AnyView {
    view! {
        <div class="grid">
            <Card title=pick(l, "Ваша відповідь потрібна", "Your answer is needed") level=HeadingLevel::Four icon=IconName::Bell actions=move || view! { <ButtonLink href="#answer" kind=ButtonKind::Secondary>{pick(l, "Виправити", "Correct it")}</ButtonLink> }>
                <p>{pick(l, "У заяві № 2026-000417 уточніть адресу.", "Clarify the address in application No. 2026-000417.")}</p>
            </Card>
            <Card title=pick(l, "Години прийому", "Opening hours") level=HeadingLevel::Four is_tinted=true>
                <p>{pick(l, "Уточнюється.", "To be confirmed.")}</p>
            </Card>
        </div>
    }
    .into_any()
}

fn link_cards(l: Language) -> AnyView {
    view! {
        <div class="grid">
            <LinkCard href="#map" is_door=true level=HeadingLevel::Four icon=IconName::Map title=pick(l, "Мапа робіт", "Works map") text=pick(l, "Що будують і ремонтують поруч із вами.", "What is built and mended near you.") />
            <LinkCard href="#service" level=HeadingLevel::Four icon=IconName::FileText eyebrow=pick(l, "Інформація", "Information") title=pick(l, "Запит на публічну інформацію", "Public information request") text=pick(l, "Запитайте документ або дані в органів громади.", "Ask the community for a document or data.")>
                <Fact icon=IconName::Clock>{pick(l, "5 робочих днів", "5 working days")}</Fact>
                <Badge tone=Tone::Success>{pick(l, "Безоплатно", "Free")}</Badge>
            </LinkCard>
        </div>
    }
    .into_any()
}

fn results(l: Language) -> AnyView {
    view! {
        <ResultList>
            <ResultItem href="#work-1" level=HeadingLevel::Four eyebrow=pick(l, "Дороги", "Roads") title=pick(l, "Капітальний ремонт тротуару", "Major repair of a pavement") badge=move || view! { <StatusBadge status=Status::Done label=pick(l, "Завершено", "Completed") /> }>
                <Fact icon=IconName::MapPin>{pick(l, "вулиця Руська", "Ruska street")}</Fact>
                <Fact icon=IconName::Calendar>"2018"</Fact>
            </ResultItem>
            <ResultItem href="#work-2" level=HeadingLevel::Four eyebrow=pick(l, "Освітлення", "Lighting") title=pick(l, "Заміна ліхтарів у парку", "New lamps in the park") text=pick(l, "Старі світильники замінюють на ощадні.", "Old lamps give way to thrifty ones.") badge=move || view! { <StatusBadge status=Status::InProgress label=pick(l, "Триває", "Under way") /> }>
                <Fact icon=IconName::Calendar>"2018"</Fact>
            </ResultItem>
        </ResultList>
    }
    .into_any()
}

fn table(l: Language) -> AnyView {
    let columns = vec![
        Column::text(pick(l, "Справа", "Case")),
        Column::text(pick(l, "Стан", "State")),
        Column::numeric(pick(l, "Днів лишилося", "Days left")),
        Column::actions(pick(l, "Дії", "Actions")),
    ];
    let row = |number: &'static str, status, label: &'static str, days: &'static str| {
        let open = pick(l, "Відкрити", "Open");
        vec![
            view! { <a href="#case">{number}</a> }.into_any(),
            view! { <StatusBadge status label /> }.into_any(),
            days.into_any(),
            view! { <ButtonLink href="#case" kind=ButtonKind::Quiet is_small=true>{open}<VisuallyHidden>" "{number}</VisuallyHidden></ButtonLink> }.into_any(),
        ]
    };
    let rows = vec![
        row(
            "2026-000417",
            Status::Waiting,
            pick(l, "Зареєстровано", "Registered"),
            "5",
        ),
        row(
            "2026-000411",
            Status::NeedsAction,
            pick(l, "Чекає на заявника", "With the applicant"),
            "2",
        ),
        row(
            "2026-000398",
            Status::Refused,
            pick(l, "Прострочено", "Overdue"),
            "−1",
        ),
    ];
    view! { <Table caption=pick(l, "Черга відділу", "Queue of the unit") columns rows /> }.into_any()
}

fn description_list(l: Language) -> AnyView {
    let change = |what: &'static str| view! { <a href="#change">{pick(l, "Змінити", "Change")}<VisuallyHidden>" "{what}</VisuallyHidden></a> };
    let items = vec![
        Detail::new(
            pick(l, "Заявниця", "Applicant"),
            pick(l, "Соломія Крушельницька", "Solomiia Krushelnytska"),
        )
        .action(change(pick(l, "ім’я", "the name"))),
        Detail::new(
            pick(l, "Відповідь", "Answer"),
            pick(l, "Електронною поштою", "By e-mail"),
        )
        .action(change(pick(l, "спосіб відповіді", "the way of answering"))),
        Detail::new(
            pick(l, "Години прийому", "Opening hours"),
            view! { <span class="text-muted">{pick(l, "уточнюється", "to be confirmed")}</span> },
        ),
    ];
    view! { <DescriptionList items /> }.into_any()
}

fn timeline(l: Language) -> AnyView {
    let events = vec![
        TimelineEvent::new(
            pick(l, "Заяву подано", "Submitted"),
            "2026-11-20T09:12:00+02:00",
            pick(l, "20 листопада, 9:12", "20 November, 9:12"),
        )
        .actor(pick(l, "ви", "you"))
        .mark(IconName::Send, Tone::Info),
        TimelineEvent::new(
            pick(l, "Потрібне виправлення", "Correction asked"),
            "2026-11-21T11:40:00+02:00",
            pick(l, "21 листопада, 11:40", "21 November, 11:40"),
        )
        .actor(pick(l, "відповідальна особа", "the officer"))
        .text(pick(
            l,
            "Уточніть, за який рік потрібні дані.",
            "Say which year the data are for.",
        ))
        .mark(IconName::Returned, Tone::Warning),
        TimelineEvent::new(
            pick(l, "Виправлено", "Corrected"),
            "2026-11-21T18:03:00+02:00",
            pick(l, "21 листопада, 18:03", "21 November, 18:03"),
        )
        .actor(pick(l, "ви", "you"))
        .mark(IconName::Check, Tone::Success),
        TimelineEvent::new(
            pick(l, "Відповідь", "Answer due"),
            "2026-11-27",
            pick(l, "до 27 листопада", "by 27 November"),
        )
        .mark(IconName::Clock, Tone::Neutral)
        .upcoming(),
    ];
    view! { <Timeline events /> }.into_any()
}

fn prose(l: Language) -> AnyView {
    view! {
        <Prose>
            <h4>{pick(l, "Надійний пароль", "A good password")}</h4>
            <p>{pick(l, "Пароль захищає ваші документи. Довжина важливіша за складність: кілька випадкових слів важко вгадати й легко пам’ятати.", "A password protects your documents. Length matters more than oddness: a few random words are hard to guess and easy to keep in mind.")}</p>
            <ul>
                <li>{pick(l, "Для кожного сайту свій пароль.", "One password per site.")}</li>
                <li>{pick(l, "Не надсилайте пароль нікому, навіть підтримці.", "Send it to nobody, not even to support.")}</li>
            </ul>
            <blockquote><p>{pick(l, "Громада ніколи не питає пароля телефоном.", "The community never asks for a password by telephone.")}</p></blockquote>
        </Prose>
    }
    .into_any()
}
