//! Parts of a key that could be read in two ways are refused: texts that touch, delimiters that are missing or are escapes.

use dynamo_model::prelude::*;

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t", entities(Touching, Undelimited, Glued, Price))]
struct Library;

#[derive(DynamoTable)]
#[dynamo(key(pk = S), entities(Escaped))]
struct Escapes;

#[derive(DynamoEntity)]
#[dynamo(table = Library, key(pk = "TOUCHING#{shelf}{title}", sk = "TOUCHING"))]
struct Touching {
    shelf: String,
    title: String,
}

#[derive(DynamoEntity)]
#[dynamo(table = Library, key(pk = "UNDELIMITED#{shelf}-{title}", sk = "UNDELIMITED"))]
struct Undelimited {
    shelf: String,
    title: String,
}

#[derive(DynamoEntity)]
#[dynamo(table = Library, key(pk = "GLUED#{shelf}", sk = "GLUED{title}#X{number}"))]
struct Glued {
    shelf: String,
    title: String,
    number: u8,
}

#[derive(DynamoEntity)]
#[dynamo(table = Escapes, key(pk = "ESCAPED$#{shelf}"))]
struct Escaped {
    shelf: String,
}

#[derive(DynamoEntity)]
#[dynamo(table = Library, key(pk = "PRICE#{price}", sk = "PRICE"))]
struct Price {
    price: rust_decimal::Decimal,
}

fn main() {}
