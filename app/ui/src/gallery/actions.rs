use leptos::prelude::*;

use super::{Example, Language, both, pick};
use crate::*;

pub(super) fn examples() -> Vec<Example> {
    vec![
        Example {
            component: "Button",
            name: both!("Чотири ваги", "Four weights"),
            criteria: &[
                both!(
                    "Висота цілі не менша за 44 пікселі, фокус завжди видно.",
                    "The target is at least 44 pixels high, the focus is always visible.",
                ),
                both!(
                    "Кнопка надсилає форму без скрипта.",
                    "The button sends its form without a script.",
                ),
            ],
            view: |l| {
                view! {
                    <div class="cluster">
                        <Button>{pick(l, "Подати заяву", "Submit")}</Button>
                        <Button kind=ButtonKind::Secondary icon=IconName::Save>{pick(l, "Зберегти чернетку", "Save a draft")}</Button>
                        <Button kind=ButtonKind::Quiet>{pick(l, "Скасувати", "Cancel")}</Button>
                        <Button kind=ButtonKind::Danger icon=IconName::Trash>{pick(l, "Видалити", "Delete")}</Button>
                    </div>
                }
                .into_any()
            },
        },
        Example {
            component: "Button",
            name: both!(
                "Зайнята, неактивна, мала, на всю ширину",
                "Busy, disabled, small, full width",
            ),
            criteria: &[both!(
                "Зайнята кнопка каже про це через aria-busy і зберігає фокус.",
                "A busy button says so through aria-busy and keeps the focus.",
            )],
            view: |l| {
                view! {
                    <div class="stack">
                        <div class="cluster">
                            <Button is_busy=true>{pick(l, "Надсилаємо…", "Sending…")}</Button>
                            <Button is_disabled=true>{pick(l, "Недоступно", "Not available")}</Button>
                            <Button is_small=true kind=ButtonKind::Secondary>{pick(l, "Мала", "Small")}</Button>
                        </div>
                        <Button is_wide=true icon_after=IconName::ArrowRight>{pick(l, "Продовжити", "Continue")}</Button>
                    </div>
                }
                .into_any()
            },
        },
        Example {
            component: "ButtonLink",
            name: both!("Посилання у вигляді кнопки", "A link that looks like a button"),
            criteria: &[both!(
                "Те, що веде на сторінку, – посилання, а не кнопка.",
                "What leads to a page is a link, not a button.",
            )],
            view: |l| {
                view! {
                    <div class="cluster">
                        <ButtonLink href="#next" icon_after=IconName::ArrowRight>{pick(l, "Почати урок", "Start the lesson")}</ButtonLink>
                        <ButtonLink href="#file" kind=ButtonKind::Secondary icon=IconName::Download download="works.json">{pick(l, "Завантажити дані", "Download the data")}</ButtonLink>
                    </div>
                }
                .into_any()
            },
        },
        Example {
            component: "Menu",
            name: both!("Список дій", "A list of actions"),
            criteria: &[both!(
                "Відкривається клавішами Enter і пробіл без скрипта.",
                "Opens with Enter and space, without a script.",
            )],
            view: |l| {
                view! {
                    <div class="cluster cluster--end">
                        <Menu label=pick(l, "Інші дії", "Further actions")>
                            <a class="menu__item" href="#assign"><Icon name=IconName::User />{pick(l, "Передати іншому", "Hand over")}</a>
                            <a class="menu__item" href="#print"><Icon name=IconName::Printer />{pick(l, "Друкувати", "Print")}</a>
                        </Menu>
                    </div>
                }
                .into_any()
            },
        },
        Example {
            component: "Icon",
            name: both!("Усі значки", "All icons"),
            criteria: &[both!(
                "Значок без підпису має текстову назву; решта приховані від програм читання.",
                "An icon that stands alone has a name; all others are hidden from screen readers.",
            )],
            view: icons,
        },
        Example {
            component: "VisuallyHidden",
            name: both!("Текст лише для озвучення", "Text only to be heard"),
            criteria: &[both!(
                "Текст читають програми читання з екрана, хоча його не видно.",
                "Screen readers read the text although it is not seen.",
            )],
            view: |l| {
                view! { <p>"12 " <VisuallyHidden>{pick(l, "нових ", "new ")}</VisuallyHidden>{pick(l, "повідомлень", "messages")}</p> }.into_any()
            },
        },
    ]
}

fn icons(l: Language) -> AnyView {
    let all = IconName::ALL
        .iter()
        .map(|name| view! { <li><Icon name=*name class="icon--large" /></li> })
        .collect_view();
    view! {
        <div class="stack">
            <p><Icon name=IconName::Shield label=pick(l, "Захищено", "Protected") /></p>
            <ul class="list-plain cluster">{all}</ul>
        </div>
    }
    .into_any()
}
