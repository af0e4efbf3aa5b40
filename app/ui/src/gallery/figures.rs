use leptos::prelude::*;

use super::{Example, Language, both, pick};
use crate::*;

pub(super) fn examples() -> Vec<Example> {
    vec![
        Example {
            component: "Stat",
            name: both!("Числа, що важать", "Figures that matter"),
            criteria: &[both!(
                "Число і те, що воно лічить, читаються разом.",
                "A figure and what it counts are read together.",
            )],
            view: |l| {
                view! {
                    <div class="grid grid--narrow">
                        <Stat value="706" label=pick(l, "робіт на мапі", "works on the map") note=pick(l, "2013–2018", "2013–2018") />
                        <Stat value="16" label=pick(l, "послуг онлайн", "services online") />
                        <Stat value=pick(l, "5 днів", "5 days") label=pick(l, "до відповіді", "to an answer") />
                    </div>
                }
                .into_any()
            },
        },
        Example {
            component: "Progress",
            name: both!("Скільки пройдено", "How far you have come"),
            criteria: &[both!(
                "Те саме сказано словами поруч зі смугою.",
                "The same is said in words beside the bar.",
            )],
            view: |l| {
                view! { <Progress id="gallery-progress" label=pick(l, "Цифрова абетка", "Digital ABC") value=3 max=8 text=pick(l, "3 з 8 уроків", "3 of 8 lessons") /> }.into_any()
            },
        },
        Example {
            component: "Meter",
            name: both!("Підписи під петицією", "Signatures of a petition"),
            criteria: &[both!(
                "Шкала має підпис і текст; колір лише підсилює.",
                "The scale has a label and text; colour only supports them.",
            )],
            view: |l| {
                view! {
                    <div class="stack stack--loose">
                        <Meter id="gallery-meter" label=pick(l, "Підписи", "Signatures") value=182.0 max=250.0 text=pick(l, "182 з 250", "182 of 250") note=pick(l, "Лишилося 12 днів", "12 days left") />
                        <Meter id="gallery-meter-full" label=pick(l, "Бюджет", "Budget") tone=Tone::Warning value=96.0 max=100.0 text=pick(l, "96 % витрачено", "96% spent") />
                    </div>
                }
                .into_any()
            },
        },
        Example {
            component: "BarChart",
            name: both!("Порівняння", "A comparison"),
            criteria: &[both!(
                "Це таблиця: кожне число є текстом, друкується і читається.",
                "It is a table: every figure is text, prints and can be read.",
            )],
            view: bar_chart,
        },
        Example {
            component: "Avatar",
            name: both!("Ініціали", "Initials"),
            criteria: &[both!(
                "Ініціали не озвучуються: поруч стоїть ім’я.",
                "Initials are silent: the name stands beside them.",
            )],
            view: |l| {
                let name = pick(l, "Соломія Крушельницька", "Solomiia Krushelnytska");
                view! { <p class="cluster"><Avatar name />{name}</p> }.into_any()
            },
        },
    ]
}

fn bar_chart(l: Language) -> AnyView {
    let bars = vec![
        Bar::new(pick(l, "Дороги", "Roads"), 84.0, "84"),
        Bar::new(pick(l, "Освітлення", "Lighting"), 41.0, "41"),
        Bar::new(pick(l, "Парки", "Parks"), 17.0, "17"),
    ];
    let headings = (
        pick(l, "Вид", "Kind").to_owned(),
        pick(l, "Кількість", "Number").to_owned(),
    );
    view! { <BarChart caption=pick(l, "Приклад: роботи за видами", "Example: works by kind") headings bars /> }.into_any()
}
