use super::*;
use crate::Language;
use proptest::prelude::*;

fn bilingual(text: &str) -> Bilingual {
    Bilingual {
        uk: text.to_owned(),
        en: text.to_owned(),
    }
}

fn field(code: &str, kind: Kind) -> Field {
    Field {
        code: code.to_owned(),
        kind,
        label: bilingual(code),
        hint: None,
        required: true,
        shown_if: None,
        options: Vec::new(),
        as_list: false,
        min_length: None,
        max_length: None,
        min: None,
        max: None,
        date_limit: None,
        accept: Vec::new(),
        max_files: None,
        autocomplete: None,
        prefill: None,
        fields: Vec::new(),
        item_label: None,
        max_items: None,
    }
}

fn shown_if(condition: Condition, field: Field) -> Field {
    Field {
        shown_if: Some(condition),
        ..field
    }
}

fn is(field: &str, value: &str) -> Condition {
    Condition::Is(Comparison {
        field: field.to_owned(),
        value: value.to_owned(),
    })
}

fn options(values: &[&str]) -> Vec<ChoiceOption> {
    values
        .iter()
        .map(|value| ChoiceOption {
            value: (*value).to_owned(),
            label: bilingual(value),
            hint: None,
        })
        .collect()
}

/// `work` shows `employer`, which shows `since`.
fn form() -> Form {
    let tie = Field {
        options: options(&["home", "work"]),
        ..field("tie", Kind::Choice)
    };
    Form {
        sections: vec![Section {
            code: "only".to_owned(),
            title: bilingual("only"),
            hint: None,
            fields: vec![
                tie,
                shown_if(is("tie", "work"), field("employer", Kind::Text)),
                shown_if(
                    Condition::Answered("employer".to_owned()),
                    field("since", Kind::Date),
                ),
                field("phone", Kind::Phone),
            ],
        }],
    }
}

fn answers(pairs: &[(&str, &str)]) -> Answers {
    let mut answers = Answers::default();
    for (code, value) in pairs {
        answers.set(code, vec![(*value).to_owned()]);
    }
    answers
}

fn today() -> Day {
    Day::new(2026, 11, 23).unwrap()
}

fn problem(field: &Field, value: &str) -> Option<Problem> {
    field_error(field, &answers(&[(field.code.as_str(), value)]), today()).map(|error| error.problem)
}

#[test]
fn a_hidden_field_is_absent_from_the_submission() {
    let typed = answers(&[
        ("tie", "home"),
        ("employer", "Завод"),
        ("since", "колись"),
        ("phone", "067 123 45 67"),
    ]);
    let accepted = accept(&form(), &typed, today()).unwrap();
    assert_eq!(accepted, answers(&[("tie", "home"), ("phone", "+380671234567")]));
}

#[test]
fn a_field_that_hangs_on_a_hidden_one_is_hidden_too() {
    let form = form();
    let typed = answers(&[("tie", "home"), ("employer", "Завод")]);
    let codes: Vec<String> = form
        .visible(&typed)
        .iter()
        .map(|field| field.code.clone())
        .collect();
    assert_eq!(codes, ["tie", "phone"]);
}

#[test]
fn errors_come_in_the_order_of_the_fields() {
    let errors = validate(&form(), &answers(&[("tie", "work")]), today());
    let expected = [("employer", Problem::Required), ("phone", Problem::Required)];
    assert_eq!(
        errors,
        expected.map(|(code, problem)| FieldError::new(code, problem))
    );
}

#[test]
fn phones_are_stored_in_one_form() {
    for text in ["0671234567", "+38 (067) 123-45-67", "380671234567"] {
        let accepted = value::accept(&field("phone", Kind::Phone), &[text.to_owned()], today());
        assert_eq!(accepted, Ok(vec!["+380671234567".to_owned()]), "{text}");
    }
    for text in ["12345", "067123456", "+38067123456", "телефон", "+0671234567"] {
        assert_eq!(
            problem(&field("phone", Kind::Phone), text),
            Some(Problem::NotAPhone),
            "{text}"
        );
    }
}

#[test]
fn dates_are_kept_within_their_limit() {
    let birth = Field {
        date_limit: Some(DateLimit::Past),
        ..field("birth", Kind::Date)
    };
    assert_eq!(problem(&birth, "24.11.2026"), Some(Problem::DateInFuture));
    assert_eq!(problem(&birth, "23.11.2026"), None);
    assert_eq!(problem(&birth, "30.02.2020"), Some(Problem::NotADate));
    assert_eq!(problem(&birth, "1026-01-01"), Some(Problem::DateTooEarly));
}

#[test]
fn numbers_and_lengths_are_kept_within_their_limits() {
    let number = Field {
        min: Some(1),
        max: Some(10),
        ..field("rooms", Kind::Number)
    };
    assert_eq!(problem(&number, "0"), Some(Problem::NumberTooSmall { min: 1 }));
    assert_eq!(problem(&number, "11"), Some(Problem::NumberTooLarge { max: 10 }));
    assert_eq!(problem(&number, "два"), Some(Problem::NotANumber));
    let text = Field {
        min_length: Some(3),
        max_length: Some(5),
        ..field("text", Kind::Text)
    };
    assert_eq!(problem(&text, "їж"), Some(Problem::TooShort { min: 3 }));
    assert_eq!(problem(&text, "їжачки"), Some(Problem::TooLong { max: 5 }));
    assert_eq!(problem(&text, "a\u{202E}bc"), Some(Problem::ControlCharacters));
}

#[test]
fn only_offered_options_are_accepted_each_once() {
    let many = Field {
        options: options(&["a", "b"]),
        ..field("many", Kind::Many)
    };
    let chosen = |values: &[&str]| {
        let values: Vec<String> = values.iter().map(|value| (*value).to_owned()).collect();
        value::accept(&many, &values, today())
    };
    assert_eq!(chosen(&["b", "a", "b"]), Ok(vec!["a".to_owned(), "b".to_owned()]));
    assert_eq!(chosen(&["c"]), Err(Problem::NotAChoice));
    assert_eq!(
        problem(&field("consent", Kind::Consent), ""),
        Some(Problem::MustAccept)
    );
    assert_eq!(
        problem(&field("sure", Kind::YesNo), "maybe"),
        Some(Problem::NotAChoice)
    );
}

#[test]
fn a_tax_number_with_a_wrong_check_digit_is_refused() {
    let number = field("tax_number", Kind::TaxNumber);
    assert_eq!(problem(&number, "3184710691"), None);
    assert_eq!(problem(&number, "3184710692"), Some(Problem::TaxNumberChecksum));
}

/// Children with a birthday each; a pupil also has a school.
fn family() -> Form {
    let children = Field {
        fields: vec![
            field("birth_date", Kind::Date),
            field("is_pupil", Kind::YesNo),
            shown_if(is("is_pupil", "yes"), field("school", Kind::Text)),
        ],
        item_label: Some(bilingual("child")),
        max_items: Some(3),
        ..field("children", Kind::Group)
    };
    Form {
        sections: vec![Section {
            code: "family".to_owned(),
            title: bilingual("family"),
            hint: None,
            fields: vec![children, field("phone", Kind::Phone)],
        }],
    }
}

#[test]
fn each_item_of_a_group_is_asked_its_own_questions() {
    let typed = answers(&[
        ("children", "2"),
        ("children.1.birth_date", "01.02.2015"),
        ("children.1.is_pupil", "yes"),
        ("children.2.birth_date", "2021-05-06"),
        ("children.2.is_pupil", "no"),
        ("children.2.school", "садок"),
        ("children.3.birth_date", "2022-01-01"),
        ("phone", "0671234567"),
    ]);
    let errors = validate(&family(), &typed, today());
    assert_eq!(errors, [FieldError::new("children.1.school", Problem::Required)]);
    let mut whole = typed;
    whole.set("children.1.school", vec!["Школа № 4".to_owned()]);
    let accepted = accept(&family(), &whole, today()).unwrap();
    assert_eq!(accepted.first("children.1.birth_date"), Some("2015-02-01"));
    assert_eq!(accepted.first("children.2.school"), None, "hidden in this item");
    assert_eq!(
        accepted.first("children.3.birth_date"),
        None,
        "there is no third item"
    );
    let name = family().label("children.2.birth_date", Language::Uk);
    assert_eq!(name.as_deref(), Some("child 2: birth_date"));
}

#[test]
fn a_demanded_group_begins_with_one_item_and_has_its_limit() {
    let codes: Vec<String> = family()
        .visible(&Answers::default())
        .iter()
        .map(|field| field.code.clone())
        .collect();
    assert_eq!(
        codes,
        [
            "children",
            "children.1.birth_date",
            "children.1.is_pupil",
            "phone"
        ]
    );
    let many = answers(&[("children", "4")]);
    let errors = validate(&family(), &many, today());
    assert_eq!(
        errors[0],
        FieldError::new("children", Problem::TooManyItems { max: 3 })
    );
}

#[test]
fn an_item_is_added_and_taken_out_and_those_after_it_move_up() {
    let form = family();
    let section = &form.sections[0];
    let mut typed = answers(&[("children.1.birth_date", "a")]);
    section.add_item(&mut typed, "children");
    typed.set("children.2.birth_date", vec!["b".to_owned()]);
    section.add_item(&mut typed, "children");
    typed.set("children.3.birth_date", vec!["c".to_owned()]);
    section.add_item(&mut typed, "children");
    assert_eq!(typed.first("children"), Some("3"), "no more than the card allows");
    section.drop_item(&mut typed, "children", 2);
    let left = answers(&[
        ("children", "2"),
        ("children.1.birth_date", "a"),
        ("children.2.birth_date", "c"),
    ]);
    assert_eq!(typed, left);
    section.drop_item(&mut typed, "children", 9);
    assert_eq!(typed, left);
}

#[test]
fn invented_names_of_items_are_unknown() {
    for name in [
        "children.0.birth_date",
        "children.01.birth_date",
        "children.99.birth_date",
        "children.1.x",
        "phone.1.x",
    ] {
        assert_eq!(
            unknown_fields(&family(), &answers(&[(name, "x")])).len(),
            1,
            "{name}"
        );
    }
    assert!(unknown_fields(&family(), &answers(&[("children.2.school", "x")])).is_empty());
}

#[test]
fn a_field_that_the_form_does_not_know_is_named() {
    let errors = unknown_fields(&form(), &answers(&[("role", "admin"), ("tie", "home")]));
    assert_eq!(errors, [FieldError::new("role", Problem::UnknownField)]);
}

#[test]
fn mending_opens_the_named_field_and_what_may_appear_with_it() {
    let form = form();
    let sent = answers(&[("tie", "home"), ("phone", "+380671234567")]);
    assert_eq!(
        form.open_for_mending(&["tie"], &sent),
        ["tie", "employer", "since"]
    );
    assert_eq!(form.open_for_mending(&["phone"], &sent), ["phone"]);
    let at_work = answers(&[("tie", "work"), ("employer", "Завод"), ("since", "2020-01-01")]);
    assert_eq!(form.open_for_mending(&["tie"], &at_work), ["tie"]);
}

#[test]
fn what_was_accepted_earlier_is_not_judged_again_by_a_later_day() {
    let start = Field {
        date_limit: Some(DateLimit::Future),
        ..field("start", Kind::Date)
    };
    let mut form = form();
    form.sections[0].fields.push(start);
    let sent = answers(&[
        ("tie", "home"),
        ("phone", "067 123 45 68"),
        ("start", "2026-11-01"),
    ]);
    assert!(accept(&form, &sent, today()).is_err());
    let mended = accept_some(&form, &sent, &["phone".to_owned()], today()).unwrap();
    assert_eq!(mended.first("phone"), Some("+380671234568"));
    assert_eq!(mended.first("start"), Some("2026-11-01"));
}

fn any_answers() -> impl Strategy<Value = Answers> {
    let value = prop_oneof![
        Just("work".to_owned()),
        Just("home".to_owned()),
        Just("2026-01-01".to_owned()),
        Just("0671234567".to_owned()),
        ".{0,12}"
    ];
    let code = prop_oneof![Just("tie"), Just("employer"), Just("since"), Just("phone")];
    proptest::collection::btree_map(
        code.prop_map(str::to_owned),
        proptest::collection::vec(value, 0..3),
        0..5,
    )
    .prop_map(Answers)
}

proptest! {
    #[test]
    fn hidden_answers_change_nothing(typed in any_answers(), noise in ".{0,8}") {
        let form = form();
        let visible: Vec<String> = form.visible(&typed).iter().map(|field| field.code.clone()).collect();
        let mut noisy = typed.clone();
        for field in form.fields().filter(|field| !visible.contains(&field.code)) {
            noisy.set(&field.code, vec![noise.clone()]);
        }
        prop_assert_eq!(accept(&form, &typed, today()), accept(&form, &noisy, today()));
    }

    #[test]
    fn what_was_accepted_is_accepted_again_unchanged(typed in any_answers()) {
        if let Ok(accepted) = accept(&form(), &typed, today()) {
            prop_assert_eq!(accept(&form(), &accepted, today()), Ok(accepted));
        }
    }

    #[test]
    fn what_is_carried_into_a_new_draft_is_known_and_neither_file_nor_consent(typed in any_answers()) {
        let form = form();
        let carried = form.carried(&typed);
        prop_assert_eq!(unknown_fields(&form, &carried), []);
        for code in carried.0.keys() {
            let kind = form.field(code).unwrap().kind;
            prop_assert!(!matches!(kind, Kind::File | Kind::Consent));
            prop_assert_eq!(carried.of(code), typed.of(code));
        }
        let left = typed.0.keys().filter(|code| carried.of(code) != typed.of(code));
        for code in left {
            prop_assert!(form.field(code).is_none_or(|field| matches!(field.kind, Kind::File | Kind::Consent)));
        }
    }

    #[test]
    fn the_sections_together_find_what_the_whole_form_finds(typed in any_answers()) {
        let form = form();
        let by_section: Vec<FieldError> = form
            .sections
            .iter()
            .flat_map(|section| validate_section(&form, section, &typed, today()))
            .collect();
        prop_assert_eq!(by_section, validate(&form, &typed, today()));
    }

    #[test]
    fn answers_that_travel_as_json_are_judged_alike(typed in any_answers()) {
        // The browser sends what it judged as JSON; the server judges what arrives.
        let arrived: Answers = serde_json::from_str(&serde_json::to_string(&typed).unwrap()).unwrap();
        prop_assert_eq!(validate(&form(), &typed, today()), validate(&form(), &arrived, today()));
    }
}
