#include "yaml/writer.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <span>
#include <string>
#include <string_view>

namespace nsmkit::yaml {
namespace {

std::string yaml_text(const Json& value) {
  std::string out;
  write_yaml(out, value);
  return out;
}

/// What goes in and what kubectl 1.32 prints for it.
struct Case {
  std::string_view input;
  std::string_view printed;
};

/// Strings as the value of the key `v` in an object's spec; expected is what follows `v:`.
constexpr Case kStyles[] = {
    {"", " \"\"\n"},
    {"a", " a\n"},
    {"true", " \"true\"\n"},
    {"12", " \"12\"\n"},
    {"1:30", " \"1:30\"\n"},
    {"1:99", " 1:99\n"},
    {"190:20:30.5", " \"190:20:30.5\"\n"},
    {"2001-01-01", " \"2001-01-01\"\n"},
    {"2001-1-1T1:1:1", " 2001-1-1T1:1:1\n"},
    {"~", " \"~\"\n"},
    {"<<", " <<\n"},
    {"=", " =\n"},
    {" a", " ' a'\n"},
    {"a ", " 'a '\n"},
    {"a  b", " a  b\n"},
    {"a: b", " 'a: b'\n"},
    {"a:b", " a:b\n"},
    {"a:", " 'a:'\n"},
    {":a", " :a\n"},
    {": a", " ': a'\n"},
    {"a #b", " 'a #b'\n"},
    {"a#b", " a#b\n"},
    {"#a", " '#a'\n"},
    {"- a", " '- a'\n"},
    {"-a", " -a\n"},
    {"-", " '-'\n"},
    {"? a", " '? a'\n"},
    {"?a", " ?a\n"},
    {"?", " '?'\n"},
    {"---", " '---'\n"},
    {"---a", " '---a'\n"},
    {"...", " '...'\n"},
    {"it's", " it's\n"},
    {"'a'", " '''a'''\n"},
    {"a 'b'", " a 'b'\n"},
    {"\"a\"", " '\"a\"'\n"},
    {"%a", " '%a'\n"},
    {"@a", " '@a'\n"},
    {"`a", " '`a'\n"},
    {"!a", " '!a'\n"},
    {"&a", " '&a'\n"},
    {"*a", " '*a'\n"},
    {"|", " '|'\n"},
    {">", " '>'\n"},
    {"[a]", " '[a]'\n"},
    {"{a}", " '{a}'\n"},
    {"a]", " a]\n"},
    {", a", " ', a'\n"},
    {"a, b", " a, b\n"},
    {"\\d+", " \\d+\n"},
    {"0x1F", " \"0x1F\"\n"},
    {".5", " \".5\"\n"},
    {"+.inf", " \"+.inf\"\n"},
};

constexpr Case kCharacters[] = {
    {"\u00e9", " \u00e9\n"},
    {"\u65e5\u672c", " \u65e5\u672c\n"},
    {"\U0001F600", " \"\\U0001F600\"\n"},
    {"\u00a0", " \u00a0\n"},
    {"a\tb", " \"a\\tb\"\n"},
    {"\ta", " \"\\ta\"\n"},
    {"a\rb", " \"a\\rb\"\n"},
    {"\033[0m", " \"\\e[0m\"\n"},
    {"\007\010\013\014", " \"\\a\\b\\v\\f\"\n"},
    {"a\ufeffb", " \"a\\uFEFFb\"\n"},
    {"\ufeffab c", " \"\\uFEFF\\x61\\x62\\x20\\x63\"\n"},
    {"\ufffd", " \ufffd\n"},
    {"a\u2028b", " 'a\u2028    b'\n"},
    {"a \u2028b", " \"a \\Lb\"\n"},
    {"a\u2028 b", " \"a\\L b\"\n"},
    {"\u2029", " '\u2029'\n"},
    {"a\302\205b", " a b\n"},
    {"a \302\205 b", " a b\n"},
    {"a\302\205\302\205b", " |-\n    a\n    b\n"},
    {"a\"\tb\\", " \"a\\\"\\tb\\\\\"\n"},
};

constexpr Case kLiterals[] = {
    {"a\nb", " |-\n    a\n    b\n"},
    {"a\nb\n", " |\n    a\n    b\n"},
    {"a\nb\n\n", " |+\n    a\n    b\n\n"},
    {"\n", " |2+\n\n"},
    {"\n\n", " |2+\n\n\n"},
    {" \n", " \" \\n\"\n"},
    {"\na", " |2-\n\n    a\n"},
    {" a\nb", " |2-\n     a\n    b\n"},
    {"a\n b", " |-\n    a\n     b\n"},
    {"a \nb", " \"a \\nb\"\n"},
    {"a\n ", " \"a\\n \"\n"},
    {"a\n\tb", " \"a\\n\\tb\"\n"},
    {"a\r\nb", " \"a\\r\\nb\"\n"},
    {"a\nb ", " \"a\\nb \"\n"},
    {"a\n\n\nb", " |-\n    a\n\n\n    b\n"},
    {"a\u2028\nb", " |-\n    a\u2028\n    b\n"},
    {"\u2028a\nb", " |2-\n\u2028    a\n    b\n"},
    {"#a\n- b: c\n", " |\n    #a\n    - b: c\n"},
    {"\u00e9\n\u65e5\n", " |\n    \u00e9\n    \u65e5\n"},
};

constexpr Case kFolding[] = {
    {"the quick brown fox jumps over the lazy dog and goes on to the next field where the quick brown fox "
     "jumps over the lazy dog and goes on to the next field where the quick brown fox jumps over the lazy "
     "dog and goes on to the next field where ",
     " 'the quick brown fox jumps over the lazy dog and goes on to the next field where\n    the quick brown "
     "fox jumps over the lazy dog and goes on to the next field where\n    the quick brown fox jumps over "
     "the lazy dog and goes on to the next field where '\n"},
    {"'the quick brown fox jumps over the lazy dog and goes on to the next field where the quick brown fox "
     "jumps over the lazy dog and goes on to the next field where #",
     " '''the quick brown fox jumps over the lazy dog and goes on to the next field\n    where the quick "
     "brown fox jumps over the lazy dog and goes on to the next field\n    where #'\n"},
    {"the quick brown fox jumps over the lazy dog and goes on to the next field where the quick brown fox "
     "jumps over the lazy dog and goes on to the next field where : x",
     " 'the quick brown fox jumps over the lazy dog and goes on to the next field where\n    the quick brown "
     "fox jumps over the lazy dog and goes on to the next field where\n    : x'\n"},
    {"\tthe quick brown fox jumps over the lazy dog and goes on to the next field where the quick brown fox "
     "jumps over the lazy dog and goes on to the next field where ",
     " \"\\tthe quick brown fox jumps over the lazy dog and goes on to the next field\n    where the quick "
     "brown fox jumps over the lazy dog and goes on to the next field\n    where \"\n"},
    {"the quick brown fox jumps over the lazy dog and goes on to the next field where  the quick brown fox "
     "jumps over the lazy dog and goes on to the next field where   the quick brown fox jumps over the lazy "
     "dog and goes on to the next field where   x",
     " the quick brown fox jumps over the lazy dog and goes on to the next field where  the\n    quick brown "
     "fox jumps over the lazy dog and goes on to the next field where   the\n    quick brown fox jumps over "
     "the lazy dog and goes on to the next field where   x\n"},
    {"\tthe quick brown fox jumps over the lazy dog and goes on to the next field where  the quick brown fox "
     "jumps over the lazy dog and goes on to the next field where   the quick brown fox jumps over the lazy "
     "dog and goes on to the next field where ",
     " \"\\tthe quick brown fox jumps over the lazy dog and goes on to the next field\n    where  the quick "
     "brown fox jumps over the lazy dog and goes on to the next field\n    where   the quick brown fox jumps "
     "over the lazy dog and goes on to the next field\n    where \"\n"},
    {"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
     " xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n"},
    {"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx y",
     " xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n    y\n"},
    {"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx y z",
     " xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx y\n    z\n"},
    {"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx y z",
     " xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx y\n    z\n"},
    {"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx y z",
     " xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n    y z\n"},
    {"\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9"
     "\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9"
     "\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9"
     "\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9 "
     "\u65e5\u65e5\u65e5\u65e5\u65e5\u65e5\u65e5\u65e5\u65e5\u65e5\u65e5\u65e5\u65e5\u65e5\u65e5\u65e5\u65e5"
     "\u65e5\u65e5\u65e5\u65e5\u65e5\u65e5\u65e5\u65e5\u65e5\u65e5\u65e5\u65e5\u65e5 a b the quick brown fox "
     "jumps over the lazy dog and goes on to the next field where ",
     " '"
     "\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9"
     "\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9"
     "\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9"
     "\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9 "
     "\u65e5\u65e5\u65e5\u65e5\u65e5\u65e5\u65e5\u65e5\u65e5\u65e5\u65e5\u65e5\u65e5\u65e5\u65e5\u65e5\u65e5"
     "\u65e5\u65e5\u65e5\u65e5\u65e5\u65e5\u65e5\u65e5\u65e5\u65e5\u65e5\u65e5\u65e5\n    a b the quick "
     "brown fox jumps over the lazy dog and goes on to the next field\n    where '\n"},
    {"it's it's it's it's it's it's it's it's it's it's it's it's it's it's it's it's it's it's it's it's "
     "it's it's it's it's it's it's it's it's it's it's #",
     " 'it''s it''s it''s it''s it''s it''s it''s it''s it''s it''s it''s it''s it''s\n    it''s it''s it''s "
     "it''s it''s it''s it''s it''s it''s it''s it''s it''s it''s\n    it''s it''s it''s it''s #'\n"},
    {"the quick brown fox jumps over the lazy dog and goes on to the next field where the quick brown fox "
     "jumps over the lazy dog and goes on to the next field where\u2028the quick brown fox jumps over the "
     "lazy dog and goes on to the next field where the quick brown fox jumps over the lazy dog and goes on "
     "to the next field where",
     " 'the quick brown fox jumps over the lazy dog and goes on to the next field where\n    the quick brown "
     "fox jumps over the lazy dog and goes on to the next field where\u2028    the quick brown fox jumps "
     "over the lazy dog and goes on to the next field where\n    the quick brown fox jumps over the lazy dog "
     "and goes on to the next field where'\n"},
    {"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx \t",
     " \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n    "
     "\\t\"\n"},
    {"                                                                                                    x",
     " '                                                                                                    "
     "x'\n"},
    {"#                                                                                                     "
     "x",
     " '#                                                                                                    "
     " x'\n"},
};

/// The JSON of a spec, and the spec.
constexpr Case kShapes[] = {
    {R"({"v": []})", "spec:\n  v: []\n"},
    {R"({"v": {}})", "spec:\n  v: {}\n"},
    {R"({"v": [[],{}]})", "spec:\n  v:\n  - []\n  - {}\n"},
    {R"({"v": [[1,[2]],[3]]})",
     R"(spec:
  v:
  - - 1
    - - 2
  - - 3
)"},
    {R"({"v": [{"a": 1,"b": [1,2]},{"c": {"d": []}}]})",
     R"(spec:
  v:
  - a: 1
    b:
    - 1
    - 2
  - c:
      d: []
)"},
    {R"({"v": [null,true,false,"x"]})",
     R"(spec:
  v:
  - null
  - true
  - false
  - x
)"},
    {R"({"a": 1,"a1": 1,"a2": 1,"a10": 1,"a-b": 1,"A": 1,"_": 1,"1": 1,"10": 1,"2": 1,"b": 1,"\u00e9": 1})",
     "spec:\n  _: 1\n  \"1\": 1\n  \"2\": 1\n  \"10\": 1\n  A: 1\n  a: 1\n  a-b: 1\n  a1: 1\n  a2: 1\n  a10: "
     "1\n  b: 1\n  \u00e9: 1\n"},
    {R"({"a01": 1,"a1": 1,"a001": 1,"a0": 1,"a00": 1,"a100": 1,"a010": 1})",
     R"(spec:
  a0: 1
  a00: 1
  a1: 1
  a01: 1
  a001: 1
  a010: 1
  a100: 1
)"},
    {R"({"x/y": 1,"x.y": 1,"x-y": 1,"xy": 1,"x y": 1,"X": 1})",
     R"(spec:
  X: 1
  x y: 1
  x-y: 1
  x.y: 1
  x/y: 1
  xy: 1
)"},
    {R"({"true": 1,"1": 1,"n": 1,"null": 1,"": 1,"a: b": 1,"#": 1,"- a": 1," a": 1,"a\tb": 1,"\u65e5": 1,"2001-01-01": 1})",
     "spec:\n  \"\": 1\n  ' a': 1\n  '#': 1\n  '- a': 1\n  \"1\": 1\n  \"2001-01-01\": 1\n  \"a\\tb\": 1\n  "
     "'a: b': 1\n  \"n\": 1\n  \"null\": 1\n  \"true\": 1\n  \u65e5: 1\n"},
    {R"({"a\nb": 1,"k": 1})",
     R"(spec:
  ? |-
    a
    b
  : 1
  k: 1
)"},
    {R"({"a\nb": {"c": 1,"d": [1]},"b\nc": [1,{"e": 2}],"c\nd": "x\ny\n"})",
     R"(spec:
  ? |-
    a
    b
  : c: 1
    d:
    - 1
  ? |-
    b
    c
  : - 1
    - e: 2
  ? |-
    c
    d
  : |
    x
    y
)"},
    {R"({"kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk": 1})",
     "spec:\n  "
     "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk"
     "kkkkkkkkkkkkkkkkkkkkkkkkk: 1\n"},
    {R"({"kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk": 1})",
     "spec:\n  ? "
     "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk"
     "kkkkkkkkkkkkkkkkkkkkkkkkkk\n  : 1\n"},
    {R"({"kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk": [1,2]})",
     "spec:\n  ? "
     "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk"
     "kkkkkkkkkkkkkkkkkkkkkkkkkk\n  : - 1\n    - 2\n"},
    {R"({"kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk": {"a": 1}})",
     "spec:\n  ? "
     "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk"
     "kkkkkkkkkkkkkkkkkkkkkkkkkk\n  : a: 1\n"},
    {R"({"k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k": "v"})",
     R"(spec:
  ? k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k
    k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k k
    k k k k k k k k k k k k k k k k k k k k k k k
  : v
)"},
    {R"({"a\u2028b": 1})", "spec:\n  ? 'a\u2028    b'\n  : 1\n"},
    {R"({"a": "a\n\u2028","b": 1})", "spec:\n  a: |+\n    a\n\u2028  b: 1\n"},
    {R"({"x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x #": "it's"})",
     "spec:\n  'x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x "
     "x x x x x x x x x x x x x x #': it's\n"},
    {R"({"n": [0,-1,1.5,1e+20,1e+21,1e-07,1234567.5,100000.0,1000000.0,-0.0,1000000000000000.0,9223372036854775807,-9223372036854775808,9223372036854775808,18446744073709551615,5e-324,0.1,1e+300,123456789.125]})",
     R"(spec:
  "n":
  - 0
  - -1
  - 1.5
  - 1e+20
  - 1e+21
  - 1e-07
  - 1.2345675e+06
  - 100000
  - 1000000
  - 0
  - 1000000000000000
  - 9223372036854775807
  - -9223372036854775808
  - 9223372036854776000
  - 1.8446744073709552e+19
  - 5e-324
  - 0.1
  - 1e+300
  - 1.23456789125e+08
)"},
};

void expect_values(std::span<const Case> cases) {
  for (const Case& test : cases) {
    const Json object = {{"spec", {{"v", std::string(test.input)}}}};
    EXPECT_EQ(yaml_text(object), "spec:\n  v:" + std::string(test.printed)) << test.input;
  }
}

TEST(WriteYaml, QuotesWhatKubectlQuotes) { expect_values(kStyles); }

TEST(WriteYaml, EscapesWhatKubectlEscapes) { expect_values(kCharacters); }

TEST(WriteYaml, WritesTextWithLineFeedsLiterally) { expect_values(kLiterals); }

TEST(WriteYaml, FoldsLongLines) { expect_values(kFolding); }

TEST(WriteYaml, LaysOutCollectionsKeysAndNumbers) {
  for (const Case& test : kShapes) {
    EXPECT_EQ(yaml_text({{"spec", Json::parse(test.input)}}), test.printed) << test.input;
  }
}

TEST(WriteYaml, PassesTheConformanceCorpus) {
  std::ifstream corpus(NSMKIT_SOURCE_DIR "/fixtures/conformance/json-to-yaml.jsonl");
  int count = 0;
  for (std::string line; std::getline(corpus, line); ++count) {
    const Json test = Json::parse(line);
    EXPECT_EQ(yaml_text(test["json"]), test["yaml"].get<std::string>()) << test["id"];
  }
  EXPECT_GE(count, 300);
}

TEST(WriteYaml, WritesAnyRoot) {
  EXPECT_EQ(yaml_text("a"), "a\n");
  EXPECT_EQ(yaml_text("a\nb\n"), "|\n  a\n  b\n");
  EXPECT_EQ(yaml_text(nullptr), "null\n");
  EXPECT_EQ(yaml_text(Json::object()), "{}\n");
  EXPECT_EQ(yaml_text(Json::parse(R"([1,{"a":2,"b":[3]}])")), "- 1\n- a: 2\n  b:\n  - 3\n");
}

TEST(WriteYaml, EscapesNul) { EXPECT_EQ(yaml_text(std::string("a\0b", 3)), "\"a\\0b\"\n"); }

TEST(WriteYaml, ReplacesBytesThatAreNotUtf8) {
  EXPECT_EQ(yaml_text({{"a\xff", "\xc3(\xe2\x82"}}), "a\uFFFD: \uFFFD(\uFFFD\uFFFD\n");
}

TEST(WriteYaml, KeepsKeysApartThatFoldingWouldMerge) {
  EXPECT_EQ(yaml_text({{"a\u0085", 1}, {"a ", 2}}), "'a ': 2\n? \"a\\N\"\n: 1\n");
}

TEST(WriteYaml, Appends) {
  std::string out = "---\n";
  write_yaml(out, {{"a", 1}});
  EXPECT_EQ(out, "---\na: 1\n");
}

TEST(WriteYamlItem, WritesAnItemOfAListAtColumnZero) {
  std::string out = "items:\n";
  write_yaml_item(out, Json::parse(R"({"a":{"b":["x"]},"c":"d\ne\n"})"));
  write_yaml_item(out, "x");
  write_yaml_item(out, Json::parse("[1,[2]]"));
  EXPECT_EQ(out, "items:\n- a:\n    b:\n    - x\n  c: |\n    d\n    e\n- x\n- - 1\n  - - 2\n");
}

TEST(WriteYaml, BearsDeepNesting) {
  constexpr std::size_t kDepth = 10'000;
  Json arrays = 1;
  Json objects = 1;
  for (std::size_t i = 0; i < kDepth; ++i) {
    arrays = Json::array({std::move(arrays)});
    objects = Json::object({{"k", std::move(objects)}});
  }
  EXPECT_EQ(yaml_text(arrays).size(), 2 * kDepth + 2);
  EXPECT_EQ(yaml_text(objects).size(), kDepth * (kDepth - 1) + 3 * kDepth + 2);
}

TEST(WriteYaml, OrdersAnyKeysWithoutHarm) {
  // 2^64 wraps around to a negative number, which makes the order of these keys run in a circle.
  Json object;
  for (int i = 0; i < 200; ++i) {
    object["1844674407370955161" + std::to_string(i)] = i;
    object["/" + std::to_string(i)] = i;
    object["19" + std::to_string(i) + "a"] = i;
    object["a" + std::to_string(i) + "b1"] = i;
  }
  EXPECT_EQ(Json(yaml_text(object)), Json(yaml_text(object)));
}

}  // namespace
}  // namespace nsmkit::yaml
