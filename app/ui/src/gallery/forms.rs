use leptos::prelude::*;

use super::{Example, Language, both, pick};
use crate::*;

pub(super) fn examples() -> Vec<Example> {
    vec![
        Example {
            component: "TextField",
            name: both!(
                "З підказкою, одиницями, шириною за відповіддю",
                "With a hint, units and a width that fits the answer",
            ),
            criteria: &[
                both!(
                    "Кожне поле має видимий підпис; приклад не замінює підпису.",
                    "Every field has a visible label; a placeholder never replaces it.",
                ),
                both!(
                    "Підказку пов’язано з полем через aria-describedby.",
                    "The hint is bound to the field through aria-describedby.",
                ),
                both!(
                    "Поле каже браузеру, чим його заповнити (autocomplete).",
                    "The field tells the browser how to fill it (autocomplete).",
                ),
            ],
            view: text_fields,
        },
        Example {
            component: "TextField",
            name: both!("З помилкою", "With an error"),
            criteria: &[
                both!(
                    "Помилка стоїть над полем, починається словом «Помилка», пов’язана через aria-describedby і aria-invalid.",
                    "The error stands above the control, begins with the word Error and is bound through aria-describedby and aria-invalid.",
                ),
                both!("Помилка каже, як її виправити.", "The error says how to mend it."),
            ],
            view: |l| {
                view! { <TextField name="gallery-phone" label=pick(l, "Телефон", "Telephone") hint=pick(l, "Мобільний, наприклад +380 67 000 00 00", "Mobile, such as +380 67 000 00 00") error=pick(l, "Введіть номер повністю: після +380 має бути дев’ять цифр", "Enter the whole number: nine digits after +380") value="+380 67" input_type=InputType::Phone width=FieldWidth::Medium autocomplete="tel" /> }
                .into_any()
            },
        },
        Example {
            component: "TextField",
            name: both!("Лише для читання, недоступне", "Read only, disabled"),
            criteria: &[both!(
                "Недоступне поле відрізняється не лише кольором, а й рамкою.",
                "A disabled field differs by its edge, not only by colour.",
            )],
            view: |l| {
                view! {
                    <div class="stack stack--loose">
                        <TextField name="gallery-number" label=pick(l, "Номер справи", "Case number") value="2026-000417" is_read_only=true width=FieldWidth::Medium />
                        <TextField name="gallery-later" label=pick(l, "Заповнить відділ", "Filled in by the unit") is_disabled=true width=FieldWidth::Medium />
                    </div>
                }
                .into_any()
            },
        },
        Example {
            component: "TextArea",
            name: both!("Порожнє, заповнене, з помилкою", "Empty, filled, with an error"),
            criteria: &[both!(
                "Поле росте разом із текстом; набраний текст лишається текстом.",
                "The field grows with its text; what was typed stays text.",
            )],
            view: text_areas,
        },
        Example {
            component: "PasswordField",
            name: both!("Вхід і новий пароль", "Signing in and a new password"),
            criteria: &[both!(
                "Менеджер паролів упізнає поле; вставляти дозволено.",
                "A password manager knows the field; pasting is allowed.",
            )],
            view: |l| {
                view! {
                    <div class="stack stack--loose">
                        <PasswordField name="gallery-password" label=pick(l, "Пароль", "Password") />
                        <PasswordField name="gallery-new-password" label=pick(l, "Новий пароль", "New password") purpose=PasswordPurpose::New hint=pick(l, "Не менше 12 знаків; добре працюють кілька випадкових слів", "At least 12 characters; a few random words work well") />
                    </div>
                }
                .into_any()
            },
        },
        Example {
            component: "DateField",
            name: both!("Дата народження", "Date of birth"),
            criteria: &[both!(
                "Дату можна набрати з клавіатури; підказка називає формат.",
                "The date can be typed; the hint names its form.",
            )],
            view: |l| {
                view! { <DateField name="gallery-born" label=pick(l, "Дата народження", "Date of birth") hint=pick(l, "Рік, місяць, день: 1984-03-27", "Year, month, day: 1984-03-27") autocomplete="bday" max="2026-11-23" /> }.into_any()
            },
        },
        Example {
            component: "Select",
            name: both!("Вибір зі списку", "A choice from a list"),
            criteria: &[both!(
                "Рідний список: працює з клавіатури й на телефоні.",
                "The native list: works with a keyboard and on a phone.",
            )],
            view: |l| {
                let options = vec![
                    Choice::new("water", pick(l, "Вода і каналізація", "Water and sewers")),
                    Choice::new("roads", pick(l, "Дороги", "Roads")),
                    Choice::new("light", pick(l, "Освітлення", "Street lighting")),
                ];
                view! { <Select name="gallery-topic" label=pick(l, "Тема звернення", "Subject") options empty_label=pick(l, "Оберіть тему", "Choose a subject") is_optional=true /> }.into_any()
            },
        },
        Example {
            component: "RadioGroup",
            name: both!("Одна відповідь", "One answer"),
            criteria: &[
                both!(
                    "Питання – це legend; натиснути можна всю картку відповіді.",
                    "The question is a legend; the whole card of an answer can be pressed.",
                ),
                both!(
                    "Вибране видно без кольору: є позначка.",
                    "What is chosen shows without colour: there is a mark.",
                ),
            ],
            view: |l| {
                view! { <RadioGroup name="gallery-way" label=pick(l, "Як отримати відповідь?", "How do you want the answer?") choices=ways(l) value="email" /> }.into_any()
            },
        },
        Example {
            component: "RadioGroup",
            name: both!("З помилкою, в один рядок", "With an error, side by side"),
            criteria: &[both!(
                "Помилку пов’язано з групою; посилання з підсумку веде до неї.",
                "The error is bound to the group; the link of the summary leads to it.",
            )],
            view: |l| {
                let choices = vec![
                    Choice::new("yes", pick(l, "Так", "Yes")),
                    Choice::new("no", pick(l, "Ні", "No")),
                ];
                view! { <RadioGroup name="gallery-tenant" label=pick(l, "Ви наймач житла?", "Are you a tenant?") error=pick(l, "Оберіть «Так» або «Ні»", "Choose Yes or No") choices is_inline=true /> }.into_any()
            },
        },
        Example {
            component: "CheckboxGroup",
            name: both!("Кілька відповідей", "Several answers"),
            criteria: &[both!(
                "Підказка відповіді озвучується разом із нею.",
                "The hint of an answer is read together with it.",
            )],
            view: |l| {
                let choices = vec![
                    Choice::new("sms", pick(l, "SMS", "SMS")),
                    Choice::new("mail", pick(l, "Електронна пошта", "E-mail")).hint(pick(
                        l,
                        "Одразу після кожної зміни",
                        "Right after every change",
                    )),
                    Choice::new("post", pick(l, "Паперовий лист", "Paper letter")).disabled(),
                ];
                view! { <CheckboxGroup name="gallery-notify" label=pick(l, "Куди повідомляти?", "Where to notify you?") choices values=vec!["mail".to_owned()] /> }.into_any()
            },
        },
        Example {
            component: "Checkbox",
            name: both!("Згода", "Consent"),
            criteria: &[both!(
                "Згода ніколи не поставлена наперед.",
                "Consent is never ticked beforehand.",
            )],
            view: |l| {
                view! {
                    <div class="stack">
                        <Checkbox name="gallery-consent" label=pick(l, "Погоджуюся на обробку персональних даних", "I agree to the processing of my personal data") hint=pick(l, "Лише для розгляду цієї заяви", "Only to handle this application") />
                        <Checkbox name="gallery-truth" label=pick(l, "Підтверджую, що відомості правдиві", "I confirm that the information is true") error=pick(l, "Підтвердьте, щоб подати заяву", "Confirm to submit the application") />
                    </div>
                }
                .into_any()
            },
        },
        Example {
            component: "FileDrop",
            name: both!("Файли", "Files"),
            criteria: &[both!(
                "Звичайне поле файлу: вибір і перетягування працюють без скрипта.",
                "A plain file field: choosing and dropping work without a script.",
            )],
            view: |l| {
                view! {
                    <div class="stack stack--loose">
                        <FileDrop name="gallery-files" label=pick(l, "Документи", "Documents") hint=pick(l, "PDF, JPEG або PNG, до 10 МБ кожен; можна перетягнути сюди", "PDF, JPEG or PNG, up to 10 MB each; files can be dropped here") accept=".pdf,image/*" is_multiple=true is_optional=true />
                        <FileDrop name="gallery-photo" label=pick(l, "Фото", "Photo") error=pick(l, "Файл завеликий: оберіть до 10 МБ", "The file is too large: choose one up to 10 MB") />
                    </div>
                }
                .into_any()
            },
        },
        Example {
            component: "Fieldset",
            name: both!("Адреса", "An address"),
            criteria: &[both!(
                "Спільний заголовок полів – це legend.",
                "The common heading of the fields is a legend.",
            )],
            view: |l| {
                view! {
                    <Fieldset legend=pick(l, "Адреса проживання", "Home address") hint=pick(l, "Куди надіслати паперову відповідь", "Where to send a paper answer")>
                        <TextField name="gallery-street" label=pick(l, "Вулиця", "Street") autocomplete="address-line1" />
                        <TextField name="gallery-house" label=pick(l, "Будинок", "House") width=FieldWidth::Short />
                    </Fieldset>
                }
                .into_any()
            },
        },
        Example {
            component: "ErrorSummary",
            name: both!("Підсумок помилок", "The summary of errors"),
            criteria: &[both!(
                "Озвучується одразу (role=alert); кожен рядок веде до свого поля тими самими словами.",
                "Read at once (role=alert); each line leads to its field in the same words.",
            )],
            view: |l| {
                let errors = vec![
                    FieldError::new(
                        "gallery-phone",
                        pick(
                            l,
                            "Введіть номер повністю: після +380 має бути дев’ять цифр",
                            "Enter the whole number: nine digits after +380",
                        ),
                    ),
                    FieldError::new(
                        "gallery-tenant",
                        pick(l, "Оберіть «Так» або «Ні»", "Choose Yes or No"),
                    ),
                ];
                view! { <ErrorSummary title=pick(l, "Виправте помилки, щоб продовжити", "Mend these errors to continue") errors /> }.into_any()
            },
        },
    ]
}

fn text_fields(l: Language) -> AnyView {
    view! {
        <div class="stack stack--loose">
            <TextField name="gallery-name" label=pick(l, "Прізвище, ім’я, по батькові", "Full name") hint=pick(l, "Як у паспорті", "As in your passport") autocomplete="name" value=pick(l, "Крушельницька Соломія Амвросіївна", "Solomiia Krushelnytska") />
            <TextField name="gallery-area" label=pick(l, "Площа", "Area") suffix="м²" input_type=InputType::Decimal width=FieldWidth::Short value="42,5" />
            <TextField name="gallery-code" label=pick(l, "Код із листа", "Code from the letter") input_type=InputType::Digits autocomplete="one-time-code" width=FieldWidth::Short is_optional=true />
        </div>
    }
    .into_any()
}

fn text_areas(l: Language) -> AnyView {
    view! {
        <div class="stack stack--loose">
            <TextArea name="gallery-question" label=pick(l, "Що саме ви хочете дізнатися?", "What do you want to know?") hint=pick(l, "Одним-двома реченнями.", "In a sentence or two.") max_length=2000u32 />
            <TextArea name="gallery-comment" label=pick(l, "Коментар", "Comment") value=pick(l, "Просимо додати пандус <ліворуч>\nвід входу.", "Please add a ramp <on the left>\nof the entrance.") rows=3 />
            <TextArea name="gallery-reason" label=pick(l, "Причина відмови", "Reason for refusal") error=pick(l, "Напишіть причину: її побачить заявник", "Write the reason: the applicant will see it") rows=3 />
        </div>
    }
    .into_any()
}

fn ways(l: Language) -> Vec<Choice> {
    vec![
        Choice::new("email", pick(l, "Електронною поштою", "By e-mail")).hint(pick(
            l,
            "Найшвидше",
            "The fastest way",
        )),
        Choice::new("post", pick(l, "Поштою", "By post")),
        Choice::new(
            "centre",
            pick(l, "У центрі надання послуг", "At the service centre"),
        ),
    ]
}
