use leptos::prelude::*;

use super::{Example, Language, both, pick};
use crate::*;

pub(super) fn examples() -> Vec<Example> {
    vec![
        Example {
            component: "Notice",
            name: both!("П’ять тонів", "Five tones"),
            criteria: &[both!(
                "Тон видно за значком і словами, а не лише за кольором.",
                "The tone shows by icon and words, not only by colour.",
            )],
            view: notices,
        },
        Example {
            component: "Toast",
            name: both!("Коротке повідомлення", "A short message"),
            criteria: &[both!(
                "Озвучується ввічливо (role=status) і не є єдиним місцем, де це написано.",
                "Read politely (role=status), and never the only place where it stands.",
            )],
            view: |l| {
                view! { <Toast tone=Tone::Success>{pick(l, "Чернетку збережено", "Draft saved")}</Toast> }
                    .into_any()
            },
        },
        Example {
            component: "Dialog",
            name: both!("Питання перед рішенням", "A question before a decision"),
            criteria: &[both!(
                "Має назву через aria-labelledby, тримає фокус усередині, закривається клавішею Escape.",
                "Named through aria-labelledby, keeps the focus inside, closes on Escape.",
            )],
            view: dialog,
        },
        Example {
            component: "Badge",
            name: both!("Позначки", "Marks"),
            criteria: &[both!(
                "Позначка – це слово; колір лише підсилює його.",
                "A badge is a word; colour only supports it.",
            )],
            view: |l| {
                view! {
                    <div class="cluster">
                        <Badge>{pick(l, "Чернетка", "Draft")}</Badge>
                        <Badge tone=Tone::Info icon=IconName::Road>{pick(l, "Дороги", "Roads")}</Badge>
                        <Badge tone=Tone::Success>{pick(l, "Безоплатно", "Free of charge")}</Badge>
                        <Badge tone=Tone::Warning>{pick(l, "Два дні", "Two days")}</Badge>
                        <Badge tone=Tone::Danger>{pick(l, "Прострочено", "Overdue")}</Badge>
                    </div>
                }
                .into_any()
            },
        },
        Example {
            component: "StatusBadge",
            name: both!("Стани справи", "States of a case"),
            criteria: &[both!(
                "Кожен стан має власну форму значка.",
                "Every state has a shape of its own.",
            )],
            view: statuses,
        },
        Example {
            component: "EmptyState",
            name: both!("Ще порожньо", "Nothing yet"),
            criteria: &[both!(
                "Пояснює, чому порожньо, і веде далі.",
                "Explains why it is empty and leads on.",
            )],
            view: |l| {
                view! {
                    <EmptyState level=HeadingLevel::Four title=pick(l, "У вас ще немає справ", "You have no cases yet") text=pick(l, "Коли ви подасте заяву, тут буде видно, у кого вона і до якого дня.", "Once you apply, you will see here who has it and until when.")>
                        <ButtonLink href="#catalogue">{pick(l, "До каталогу послуг", "To the catalogue")}</ButtonLink>
                    </EmptyState>
                }
                .into_any()
            },
        },
        Example {
            component: "ErrorState",
            name: both!("Не вдалося", "It failed"),
            criteria: &[both!(
                "Просте пояснення, дія і номер запиту для підтримки.",
                "A plain explanation, an action, and the number of the request for support.",
            )],
            view: |l| {
                let request = (
                    pick(l, "Номер запиту:", "Request number:").to_owned(),
                    "0193-5d2a".to_owned(),
                );
                view! {
                    <ErrorState level=HeadingLevel::Four code="503" title=pick(l, "Сервіс перевантажений", "The service is overloaded") text=pick(l, "Те, що ви набрали, збережено. Спробуйте за хвилину.", "What you typed is saved. Try again in a minute.") request>
                        <ButtonLink href="#again" kind=ButtonKind::Secondary icon=IconName::Refresh>{pick(l, "Спробувати ще раз", "Try again")}</ButtonLink>
                    </ErrorState>
                }
                .into_any()
            },
        },
        Example {
            component: "Skeleton",
            name: both!("Завантаження", "Loading"),
            criteria: &[both!(
                "Озвучується лише текст; рух зупинено, якщо людина так просить.",
                "Only the text is read; nothing moves for those who ask for stillness.",
            )],
            view: |l| {
                view! {
                    <div class="stack stack--loose">
                        <Skeleton label=pick(l, "Завантажуємо текст…", "Loading text…") />
                        <Skeleton label=pick(l, "Завантажуємо картки…", "Loading cards…") shape=SkeletonShape::Cards />
                        <Skeleton label=pick(l, "Завантажуємо рядки…", "Loading rows…") shape=SkeletonShape::Rows count=2 />
                    </div>
                }
                .into_any()
            },
        },
    ]
}

fn notices(l: Language) -> AnyView {
    let level = HeadingLevel::Four;
    view! {
        <div class="stack">
            <Notice>{pick(l, "Дані оновлено сьогодні о 9:15.", "The data were updated today at 9:15.")}</Notice>
            <Notice tone=Tone::Info level title=pick(l, "Потрібен паспорт", "You need your passport")>{pick(l, "Приготуйте його до початку: форма займе близько десяти хвилин.", "Have it at hand: the form takes about ten minutes.")}</Notice>
            <Notice tone=Tone::Success level title=pick(l, "Заяву подано", "Application submitted")>{pick(l, "Номер 2026-000417. Лист уже у вашій скриньці.", "Number 2026-000417. A letter is in your mailbox.")}</Notice>
            <Notice tone=Tone::Warning level title=pick(l, "Лишилося два дні", "Two days left")>{pick(l, "Виправте заяву до 25 листопада, інакше її буде залишено без розгляду.", "Correct the application by 25 November, or it will not be considered.")}</Notice>
            <Notice tone=Tone::Danger level title=pick(l, "Файл не прийнято", "File refused")>{pick(l, "Це не зображення, хоч назва закінчується на .jpg.", "This is no image although its name ends in .jpg.")}</Notice>
        </div>
    }
    .into_any()
}

fn dialog(l: Language) -> AnyView {
    let body = pick(
        l,
        "Заявник отримає рішення і причину. Скасувати його можна лише новим рішенням.",
        "The applicant gets the decision and the reason. Only another decision can undo it.",
    );
    let actions = move || {
        view! {
            <Button kind=ButtonKind::Danger>{pick(l, "Відмовити", "Refuse")}</Button>
            <Button kind=ButtonKind::Quiet>{pick(l, "Повернутися", "Go back")}</Button>
        }
    };
    let title = pick(l, "Відмовити в послузі?", "Refuse the service?");
    let close_label = pick(l, "Закрити", "Close");
    view! {
        <div class="stack">
            <div>
                <Button kind=ButtonKind::Secondary button_type=ButtonType::Button command="show-modal" command_for="gallery-dialog">{pick(l, "Відкрити діалог", "Open the dialog")}</Button>
            </div>
            <Dialog id="gallery-dialog" title close_label actions><p>{body}</p></Dialog>
            <Dialog id="gallery-dialog-open" title close_label actions is_open=true><p>{body}</p></Dialog>
        </div>
    }
    .into_any()
}

fn statuses(l: Language) -> AnyView {
    let badge = |status| {
        let label = match status {
            Status::Draft => pick(l, "Чернетка", "Draft"),
            Status::Waiting => pick(l, "Зареєстровано", "Registered"),
            Status::InProgress => pick(l, "На розгляді", "In review"),
            Status::NeedsAction => pick(l, "Потрібне виправлення", "Needs correction"),
            Status::Paused => pick(l, "Зупинено", "Suspended"),
            Status::Done => pick(l, "Задоволено", "Granted"),
            Status::Refused => pick(l, "Відмовлено", "Refused"),
            Status::Closed => pick(l, "Закрито", "Closed"),
        };
        view! { <StatusBadge status label /> }
    };
    view! { <div class="cluster">{Status::ALL.map(badge).collect_view()}</div> }.into_any()
}
