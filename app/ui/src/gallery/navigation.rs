use leptos::prelude::*;

use super::{Example, Language, both, pick};
use crate::*;

pub(super) fn examples() -> Vec<Example> {
    vec![
        Example {
            component: "Tabs",
            name: both!("Розділи однієї справи", "Views of one matter"),
            criteria: &[both!(
                "Кожна вкладка – посилання з власною адресою; поточна позначена aria-current.",
                "Every tab is a link with its own address; the current one carries aria-current.",
            )],
            view: |l| {
                let tab = |label: &str, count: Option<&str>, is_current| Tab {
                    label: label.into(),
                    href: "#tabs".into(),
                    count: count.map(str::to_owned),
                    is_current,
                };
                let items = vec![
                    tab(pick(l, "Нові", "New"), Some("12"), true),
                    tab(pick(l, "Мої", "Mine"), Some("4"), false),
                    tab(pick(l, "Завершені", "Finished"), None, false),
                ];
                view! { <Tabs label=pick(l, "Черга", "Queue") items /> }.into_any()
            },
        },
        Example {
            component: "Stepper",
            name: both!("Крок довгої форми", "A step of a long form"),
            criteria: &[both!(
                "Стан кожного кроку озвучується словами; поточний має aria-current=step.",
                "The state of every step is read in words; the current one has aria-current=step.",
            )],
            view: stepper,
        },
        Example {
            component: "Pagination",
            name: both!("Довгий список", "A long list"),
            criteria: &[both!(
                "Навігація має назву, поточна сторінка – aria-current; цілі 44 пікселі.",
                "The navigation has a name, the current page aria-current; targets are 44 pixels.",
            )],
            view: |l| {
                view! {
                    <Pagination label=pick(l, "Сторінки списку", "Pages of the list") pages=pages_around(5, 36, |number| format!("#page-{number}")) previous="#page-4" next="#page-6" previous_label=pick(l, "Попередня", "Previous") next_label=pick(l, "Наступна", "Next") />
                }
                .into_any()
            },
        },
        Example {
            component: "SearchBox",
            name: both!("Пошук", "Search"),
            criteria: &[both!(
                "Форма має role=search, поле – підпис.",
                "The form has role=search, the field has a label.",
            )],
            view: |l| {
                view! { <SearchBox action="#search" id="gallery-search" label=pick(l, "Пошук робіт", "Search works") is_label_shown=true button_label=pick(l, "Знайти", "Search") value=pick(l, "вулиця Руська", "Ruska street") /> }.into_any()
            },
        },
        Example {
            component: "FilterBar",
            name: both!("Фільтри списку", "Filters of a list"),
            criteria: &[both!(
                "Фільтри – звичайна форма; відповідь має адресу, якою можна поділитися.",
                "Filters are a plain form; the answer has an address to share.",
            )],
            view: filter_bar,
        },
        Example {
            component: "Chip",
            name: both!(
                "Швидкий вибір і чинні фільтри",
                "Quick choices and filters in force",
            ),
            criteria: &[both!(
                "Хрестик озвучується як дія: «Прибрати фільтр».",
                "The cross is read as an action: remove the filter.",
            )],
            view: |l| {
                view! {
                    <div class="cluster">
                        <Chip href="#all" label=pick(l, "Усі роки", "All years") is_current=true />
                        <Chip href="#2018" label="2018" />
                        <Chip href="#roads" label=pick(l, "Дороги", "Roads") remove_label=pick(l, "Прибрати фільтр", "Remove the filter") />
                    </div>
                }
                .into_any()
            },
        },
        Example {
            component: "Disclosure",
            name: both!("Докладніше", "More on request"),
            criteria: &[both!(
                "Рідний details: відкривається з клавіатури, знаходиться пошуком на сторінці.",
                "A native details: opens with the keyboard, is found by search in page.",
            )],
            view: |l| {
                view! {
                    <div>
                        <Disclosure summary=pick(l, "Які документи потрібні?", "Which documents are needed?") group="gallery-questions" is_open=true>
                            <p>{pick(l, "Лише паспорт. Решту громада знаходить у реєстрах сама.", "Only a passport. The community finds the rest in registers itself.")}</p>
                        </Disclosure>
                        <Disclosure summary=pick(l, "Скільки це коштує?", "What does it cost?") group="gallery-questions">
                            <p>{pick(l, "Послуга безоплатна.", "The service is free of charge.")}</p>
                        </Disclosure>
                    </div>
                }
                .into_any()
            },
        },
    ]
}

fn stepper(l: Language) -> AnyView {
    let step = |label: &str, state, href: Option<&str>| Step {
        label: label.into(),
        state,
        state_label: match state {
            StepState::Done => pick(l, "виконано", "done"),
            StepState::Current => pick(l, "зараз", "now"),
            StepState::Upcoming => pick(l, "попереду", "ahead"),
        }
        .into(),
        href: href.map(str::to_owned),
    };
    let steps = vec![
        step(pick(l, "Про вас", "About you"), StepState::Done, Some("#step-1")),
        step(pick(l, "Що потрібно", "What you need"), StepState::Current, None),
        step(pick(l, "Документи", "Documents"), StepState::Upcoming, None),
        step(pick(l, "Перевірка", "Check"), StepState::Upcoming, None),
    ];
    view! { <Stepper summary=pick(l, "Крок 2 з 4", "Step 2 of 4") label=pick(l, "Кроки заяви", "Steps of the application") steps /> }.into_any()
}

fn filter_bar(l: Language) -> AnyView {
    let kinds = vec![
        Choice::new("roads", pick(l, "Дороги", "Roads")),
        Choice::new("light", pick(l, "Освітлення", "Lighting")),
    ];
    let years = vec![Choice::new("2018", "2018"), Choice::new("2017", "2017")];
    view! {
        <FilterBar action="#filters" label=pick(l, "Фільтри", "Filters") submit_label=pick(l, "Застосувати", "Apply") reset_href="#reset" reset_label=pick(l, "Скинути", "Reset") is_open=true>
            <Select name="gallery-kind" label=pick(l, "Вид робіт", "Kind of works") options=kinds empty_label=pick(l, "Усі", "All") />
            <Select name="gallery-year" label=pick(l, "Рік", "Year") options=years value="2018" empty_label=pick(l, "Усі", "All") />
        </FilterBar>
    }
    .into_any()
}
