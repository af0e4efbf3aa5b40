//! Three whole pages, to judge how the components sit together.

use leptos::prelude::*;
use ui::*;

fn header(current: usize) -> impl IntoView {
    let doors = [
        ("Головна", IconName::Home),
        ("Кабінет", IconName::FileText),
        ("Мапа робіт", IconName::Map),
        ("Навчання", IconName::GraduationCap),
    ];
    let items = doors
        .into_iter()
        .enumerate()
        .map(|(index, (label, icon))| NavItem {
            label: label.into(),
            href: format!("#{index}"),
            icon,
            is_current: index == current,
        })
        .collect();
    let language = LanguageLink {
        label: "English".into(),
        short: "EN".into(),
        tag: "en".into(),
        href: "/en".into(),
    };
    view! {
        <SkipLink label="Перейти до вмісту" />
        <SiteHeader brand="Громада" place="Тернопіль" home="/" nav_label="Розділи" items language search="/search" search_label="Пошук" account=|| view! {
            <Menu label="Соломія К." icon=IconName::User>
                <a class="menu__item" href="#x">"Мої справи"</a>
            </Menu>
        } />
    }
}

fn footer() -> impl IntoView {
    let column = |title: &str, labels: [&str; 3]| FooterColumn {
        title: title.into(),
        links: labels
            .iter()
            .map(|label| ((*label).to_owned(), "#x".to_owned()))
            .collect(),
    };
    let columns = vec![
        column("Послуги", ["Каталог", "Мої справи", "Перевірити документ"]),
        column("Місто", ["Мапа робіт", "Відкриті дані", "Петиції"]),
        column("Довідка", ["Доступність", "Захист даних", "Галерея"]),
    ];
    view! {
        <SiteFooter brand="Громада" text="Відкрита платформа Тернопільської міської громади." columns>
            <p>"Вільне програмне забезпечення, ліцензія EUPL-1.2."</p>
        </SiteFooter>
    }
}

/// The home page.
pub fn home() -> AnyView {
    view! {
        {header(0)}
        <main id="main">
            <Hero title="Місто, яке видно й чути" lead="Послуги без черг, кожне будівництво на мапі, навчання для всіх." action=|| view! {
                <SearchBox action="/search" is_large=true label="Пошук" button_label="Знайти" placeholder="Послуга, вулиця або урок" />
            } />
            <div class="container page">
                <div class="grid">
                    <LinkCard href="#1" is_door=true icon=IconName::FileText title="Кабінет" text="Замовити послугу, стежити за справою, отримати рішення." />
                    <LinkCard href="#2" is_door=true icon=IconName::Map title="Мапа робіт" text="Що будують і ремонтують поруч із вами, за скільки й хто." />
                    <LinkCard href="#3" is_door=true icon=IconName::GraduationCap title="Навчання" text="«Цифрова абетка»: безоплатний курс для кожного." />
                </div>
                <section class="section">
                    <div class="section__head"><h2 class="section__title">"Чекає на вашу відповідь"</h2><a href="#x">"Усі справи"</a></div>
                    <div class="sidebar">
                        <Card title="Уточніть рік, за який потрібні дані" level=HeadingLevel::Three icon=IconName::Bell actions=|| view! { <ButtonLink href="#x">"Виправити заяву"</ButtonLink><Fact icon=IconName::Clock>"до 25 листопада"</Fact> }>
                            <p class="text-muted">"Справа № 2026-000417, запит на публічну інформацію."</p>
                        </Card>
                        <Card title="Продовжити курс" level=HeadingLevel::Three is_tinted=true>
                            <Progress id="course" label="Цифрова абетка" value=3 max=8 text="3 з 8 уроків" />
                            <a href="#x">"Урок 4. Надійний пароль"</a>
                        </Card>
                    </div>
                </section>
                <section class="section">
                    <div class="section__head"><h2 class="section__title">"Будують поруч"</h2><a href="#x">"Усі 706 робіт"</a></div>
                    <ResultList>
                        <ResultItem href="#x" eyebrow="Дороги" title="Капітальний ремонт тротуару на вулиці Руській" badge=|| view! { <StatusBadge status=Status::Done label="Завершено" /> }>
                            <Fact icon=IconName::Calendar>"2018"</Fact><Fact icon=IconName::Wallet>"1,2 млн ₴"</Fact>
                        </ResultItem>
                        <ResultItem href="#x" eyebrow="Освітлення" title="Заміна ліхтарів у парку" badge=|| view! { <StatusBadge status=Status::InProgress label="Триває" /> }>
                            <Fact icon=IconName::Calendar>"2018"</Fact>
                        </ResultItem>
                    </ResultList>
                </section>
                <section class="section section--tinted">
                    <h2 class="section__title">"Місто в числах"</h2>
                    <div class="grid grid--narrow">
                        <Stat value="706" label="робіт на мапі" note="2013–2018" />
                        <Stat value="16" label="послуг онлайн" />
                        <Stat value="8" label="уроків абетки" />
                    </div>
                </section>
            </div>
        </main>
        {footer()}
    }
    .into_any()
}

/// A step of a form that came back with errors.
pub fn form() -> AnyView {
    let step = |label: &str, state| Step {
        label: label.into(),
        state,
        state_label: "стан".into(),
        href: None,
    };
    let steps = vec![
        step("Про вас", StepState::Done),
        step("Що потрібно", StepState::Current),
        step("Документи", StepState::Upcoming),
        step("Перевірка", StepState::Upcoming),
    ];
    let errors = vec![
        FieldError::new("question", "Опишіть, яка інформація потрібна"),
        FieldError::new("way", "Оберіть, як отримати відповідь"),
    ];
    let ways = || {
        vec![
            Choice::new("email", "Електронною поштою").hint("Найшвидше"),
            Choice::new("post", "Поштою"),
            Choice::new("centre", "У центрі надання послуг"),
        ]
    };
    view! {
        {header(1)}
        <main id="main" class="container page">
            <Breadcrumbs label="Шлях" items=vec![Crumb::link("Головна", "/"), Crumb::link("Кабінет", "/cabinet"), Crumb::here("Запит на інформацію")] />
            <PageHeader eyebrow="Послуга S16" title="Запит на публічну інформацію" lead="Відповідь надійде протягом п’яти робочих днів." />
            <Stepper summary="Крок 2 з 4" label="Кроки" steps />
            <div class="sidebar">
                <form class="form" method="post" novalidate=true>
                    <ErrorSummary title="Виправте помилки, щоб продовжити" errors />
                    <TextArea name="question" label="Яка інформація потрібна?" hint="Назва, дата або зміст документа, якщо ви їх знаєте" error="Опишіть, яка інформація потрібна" />
                    <TextField name="year" label="За який рік?" input_type=InputType::Digits width=FieldWidth::Short is_optional=true value="2018" />
                    <RadioGroup name="way" label="Як отримати відповідь?" choices=ways() error="Оберіть, як отримати відповідь" />
                    <Select name="unit" label="Орган, до якого звертаєтесь" options=vec![Choice::new("1", "Управління житлово-комунального господарства")] empty_label="Не знаю" />
                    <DateField name="since" label="Починаючи з дати" hint="Рік, місяць, день: 2018-01-31" is_optional=true />
                    <FileDrop name="files" label="Документи" hint="PDF, JPEG або PNG, до 10 МБ; можна перетягнути сюди" is_multiple=true is_optional=true />
                    <Checkbox name="truth" label="Підтверджую, що відомості правдиві" />
                    <div class="form__actions">
                        <Button icon_after=IconName::ArrowRight>"Продовжити"</Button>
                        <Button kind=ButtonKind::Secondary>"Зберегти чернетку"</Button>
                        <Button kind=ButtonKind::Quiet>"Назад"</Button>
                    </div>
                </form>
                <aside class="stack">
                    <Card title="Про послугу" level=HeadingLevel::Two is_tinted=true>
                        <DescriptionList items=vec![Detail::new("Строк", "5 робочих днів"), Detail::new("Вартість", "Безоплатно"), Detail::new("Години", "уточнюється")] />
                    </Card>
                    <Notice tone=Tone::Info>"Чернетка збережена о 9:15. Можна продовжити на іншому пристрої."</Notice>
                </aside>
            </div>
        </main>
        {footer()}
    }
    .into_any()
}

/// The queue of a unit.
pub fn queue() -> AnyView {
    let tab = |label: &str, count: Option<&str>, is_current| Tab {
        label: label.into(),
        href: "#t".into(),
        count: count.map(str::to_owned),
        is_current,
    };
    let row = |number: &'static str,
               service: &'static str,
               status,
               label: &'static str,
               due: &'static str,
               days: &'static str| {
        vec![
            view! { <a href="#x">{number}</a> }.into_any(),
            service.into_any(),
            view! { <StatusBadge status label /> }.into_any(),
            due.into_any(),
            days.into_any(),
            view! { <Button kind=ButtonKind::Secondary is_small=true>"Взяти"<VisuallyHidden>" "{number}</VisuallyHidden></Button> }.into_any(),
        ]
    };
    let rows = vec![
        row(
            "2026-000398",
            "Запит на публічну інформацію",
            Status::Refused,
            "Прострочено",
            "22 листопада",
            "−1",
        ),
        row(
            "2026-000411",
            "Соціальна картка",
            Status::NeedsAction,
            "Чекає на заявника",
            "25 листопада",
            "2",
        ),
        row(
            "2026-000417",
            "Запит на публічну інформацію",
            Status::Waiting,
            "Зареєстровано",
            "27 листопада",
            "4",
        ),
        row(
            "2026-000420",
            "Соціальна картка",
            Status::InProgress,
            "На розгляді",
            "1 грудня",
            "8",
        ),
    ];
    let columns = vec![
        Column::text("Справа"),
        Column::text("Послуга"),
        Column::text("Стан"),
        Column::text("Строк"),
        Column::numeric("Днів"),
        Column::actions("Дії"),
    ];
    view! {
        {header(1)}
        <main id="main" class="container container--wide page">
            <PageHeader eyebrow="Робоче місце" title="Черга відділу" actions=|| view! { <ButtonLink href="#x" kind=ButtonKind::Secondary icon=IconName::Download>"Експорт"</ButtonLink> } />
            <div class="grid grid--narrow">
                <Stat value="12" label="нових" /><Stat value="1" label="прострочена" /><Stat value="3,4" label="дня в середньому" />
            </div>
            <Tabs label="Черга" items=vec![tab("Нові", Some("12"), true), tab("Мої", Some("4"), false), tab("Чекають на заявника", Some("2"), false), tab("Завершені", None, false)] />
            <FilterBar action="/q" label="Фільтри" submit_label="Застосувати" reset_href="/q" reset_label="Скинути" is_open=true>
                <Select name="service" label="Послуга" options=vec![Choice::new("1", "Соціальна картка")] empty_label="Усі" />
                <Select name="state" label="Стан" options=vec![Choice::new("1", "На розгляді")] empty_label="Усі" />
                <TextField name="text" label="Номер або слово" />
            </FilterBar>
            <Table caption="Справи" is_caption_hidden=true columns rows />
            <Pagination label="Сторінки" pages=pages_around(1, 6, |number| format!("?page={number}")) next="?page=2" previous_label="Попередня" next_label="Наступна" />
        </main>
        {footer()}
    }
    .into_any()
}
