//! As much of JSON Schema as `openapi.json` uses.

use serde_json::Value;

/// What `value` has that its schema does not allow, or lacks that it asks for.
pub(crate) fn mistakes(document: &Value, schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    look(document, schema, value, "$", &mut found);
    found
}

fn look(document: &Value, schema: &Value, value: &Value, place: &str, found: &mut Vec<String>) {
    if let Some(name) = schema["$ref"].as_str() {
        let pointer = name.strip_prefix('#').expect("all are of this document");
        let schema = document.pointer(pointer).unwrap_or_else(|| panic!("{name} is there"));
        return look(document, schema, value, place, found);
    }
    if let Some(choices) = schema["anyOf"].as_array()
        && !choices.iter().any(|it| mistakes(document, it, value).is_empty())
    {
        found.push(format!("{place}: {value} is none of the choices"));
    }
    if let Some(allowed) = schema["enum"].as_array()
        && !allowed.contains(value)
    {
        found.push(format!("{place}: {value} is not among {allowed:?}"));
    }
    if !has_type(&schema["type"], value) {
        found.push(format!("{place}: {value} is not of type {}", schema["type"]));
    }
    if let (Some(items), Some(all)) = (schema.get("items"), value.as_array()) {
        for (idx, it) in all.iter().enumerate() {
            look(document, items, it, &format!("{place}[{idx}]"), found);
        }
    }
    let Some(members) = value.as_object() else { return };
    for name in schema["required"].as_array().into_iter().flatten() {
        if !members.contains_key(name.as_str().expect("names are text")) {
            found.push(format!("{place}: {name} is missing"));
        }
    }
    for (name, it) in members {
        match schema["properties"].get(name) {
            Some(schema) => look(document, schema, it, &format!("{place}.{name}"), found),
            None if schema["additionalProperties"] == Value::Bool(false) => {
                found.push(format!("{place}: {name} is not documented"));
            }
            None => {}
        }
    }
}

fn has_type(named: &Value, value: &Value) -> bool {
    let is = |name: &str| match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => panic!("no type {name}"),
    };
    match named {
        Value::Null => true,
        Value::String(name) => is(name),
        Value::Array(names) => names.iter().any(|it| is(it.as_str().expect("names are text"))),
        _ => panic!("no type {named}"),
    }
}
