package io.enrollment.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.enrollment.criteria.Condition;
import io.enrollment.criteria.Operand;
import io.enrollment.criteria.Operator;
import io.enrollment.subject.AttributeValue;
import io.enrollment.testkit.ConditionArbitraries;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionJsonTest {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    static Stream<Arguments> forms() {
        Condition model = Condition.equal("model", "Civic");
        Condition phone = Condition.present("phone");
        return Stream.of(
                Arguments.of("{'everybody':true}", new Condition.Everybody()),
                Arguments.of("{'present':'phone'}", phone),
                Arguments.of("{'absent':'phone'}", Condition.not(phone)),
                Arguments.of("{'field':'model','op':'eq','value':'Civic'}", model),
                Arguments.of(
                        "{'all':[{'field':'model','op':'eq','value':'Civic'},{'present':'phone'}]}",
                        Condition.all(model, phone)),
                Arguments.of("{'any':[{'present':'phone'}]}", Condition.any(phone)),
                Arguments.of("{'not':{'any':[{'present':'phone'}]}}", Condition.not(Condition.any(phone))),
                Arguments.of(
                        "{'field':'model','op':'startsWith','value':'ci','ignoreCase':true}",
                        new Condition.Compare(
                                "model", Operator.STARTS_WITH, Operand.of(AttributeValue.of("ci")), true)),
                Arguments.of(
                        "{'field':'f','op':'notIn','values':['a',1,true]}",
                        new Condition.Compare(
                                "f",
                                Operator.NOT_IN,
                                new Operand.OneOf(
                                        List.of(AttributeValue.of("a"), AttributeValue.of(1), AttributeValue.of(true))),
                                false)),
                Arguments.of(
                        "{'field':'bought','op':'lt','fromToday':'-P30D'}",
                        Condition.fromToday("bought", Operator.LT, Period.ofDays(-30))),
                Arguments.of(
                        "{'field':'f','op':'ne','value':{'date':'2026-02-28'}}",
                        Condition.compare("f", Operator.NE, AttributeValue.of(LocalDate.of(2026, 2, 28)))),
                Arguments.of(
                        "{'field':'f','op':'gt','value':{'instant':'2026-02-28T09:00:00Z'}}",
                        Condition.compare("f", Operator.GT, AttributeValue.of(Instant.parse("2026-02-28T09:00:00Z")))),
                Arguments.of(
                        "{'field':'f','op':'le','value':{'text':'2026-02-28'}}",
                        Condition.compare("f", Operator.LE, AttributeValue.of("2026-02-28"))));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyFormIsReadAndWrittenAsDocumented(String json, Condition condition) {
        assertThat(ConditionJson.read(tree(json))).isEqualTo(condition);
        assertThat(ConditionJson.write(condition)).hasToString(json.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource({
        "eq, EQ",
        "ne, NE",
        "lt, LT",
        "le, LE",
        "gt, GT",
        "ge, GE",
        "contains, CONTAINS",
        "notContains, NOT_CONTAINS",
        "startsWith, STARTS_WITH",
        "endsWith, ENDS_WITH"
    })
    void operatorsHaveTheirNames(String name, Operator operator) {
        assertThat(ConditionJson.read(tree("{'field':'f','op':'" + name + "','value':'x'}")))
                .isEqualTo(Condition.compare("f", operator, AttributeValue.of("x")));
    }

    @Test
    void aPlainTextIsADateOrAMomentOnlyWhereAnOrderIsNeeded() {
        assertThat(ConditionJson.read(tree("{'field':'f','op':'lt','value':'2026-02-28'}")))
                .isEqualTo(Condition.before("f", LocalDate.of(2026, 2, 28)));
        assertThat(ConditionJson.read(tree("{'field':'f','op':'ge','value':'2026-02-28T10:00:00+01:00'}")))
                .isEqualTo(
                        Condition.compare("f", Operator.GE, AttributeValue.of(Instant.parse("2026-02-28T09:00:00Z"))));
        assertThat(ConditionJson.read(tree("{'field':'f','op':'eq','value':'2026-02-28'}")))
                .isEqualTo(Condition.equal("f", "2026-02-28"));
        assertThat(ConditionJson.read(tree("{'field':'f','op':'lt','value':'2026-02-30'}")))
                .isEqualTo(Condition.compare("f", Operator.LT, AttributeValue.of("2026-02-30")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | document: \"an array\" is refused: must be an object",
                "7 | document: \"7\" is refused: must be an object",
                "null | document: \"null\" is refused: must be an object",
                "{} | document: \"an object\" is refused: must have exactly one of everybody, all, any, not, present,"
                        + " absent, field",
                "{'all':[{'present':'f'}],'any':[{'present':'f'}]} | document: \"an object\" is refused: must have"
                        + " exactly one of everybody, all, any, not, present, absent, field",
                "{'everybody':false} | /everybody: \"false\" is refused: must be true",
                "{'all':[]} | /all: \"an array\" is refused: must have at least one element",
                "{'all':{}} | /all: \"an object\" is refused: must be an array",
                "{'any':[7]} | /any/0: \"7\" is refused: must be an object",
                "{'not':null} | /not: \"null\" is refused: must be an object",
                "{'al~l/':[]} | /al~0l~1: \"al~l/\" is refused: must be one of everybody, all, any, not, present,"
                        + " absent, field",
                "{'present':'f','op':'eq'} | /op: \"op\" is refused: must be one of present",
                "{'present':''} | /present: \"\" is refused: must be 1 to 200 code points, not blank, without control"
                        + " characters",
                "{'field':7,'op':'eq','value':1} | /field: \"7\" is refused: must be a text",
                "{'field':'f','value':1} | document: \"an object\" is refused: must have the member op",
                "{'field':'f','op':'like','value':1} | /op: \"like\" is refused: must be one of eq, ne, lt, le, gt,"
                        + " ge, in, notIn, contains, notContains, startsWith, endsWith",
                "{'field':'f','op':'eq','value':1,'values':[1]} | document: \"an object\" is refused: must have exactly"
                        + " one of value, values, fromToday",
                "{'field':'f','op':'eq'} | document: \"an object\" is refused: must have exactly one of value, values,"
                        + " fromToday",
                "{'field':'f','op':'in','value':1} | /value: \"1\" is refused: must be a set of values",
                "{'field':'f','op':'in','values':[1,null]} | /values/1: \"null\" is refused: must be a text, a number,"
                        + " true, false or a date",
                "{'field':'f','op':'lt','value':true} | /value: \"true\" is refused: must be a number, date, moment or"
                        + " text",
                "{'field':'f','op':'eq','value':1,'ignoreCase':true} | /value: \"1\" is refused: must be text where"
                        + " case is ignored",
                "{'field':'f','op':'eq','value':'a','ignoreCase':'yes'} | /ignoreCase: \"yes\" is refused: must be true"
                        + " or false",
                "{'field':'f','op':'eq','value':1e1001} | /value: \"1E+1001\" is refused: must be a number within"
                        + " ±10^1000",
                "{'field':'f','op':'eq','value':{'date':'2026-02-30'}} | /value/date: \"2026-02-30\" is refused: must"
                        + " be a date that exists, such as 2026-02-28",
                "{'field':'f','op':'eq','value':{'date':7}} | /value/date: \"7\" is refused: must be a text",
                "{'field':'f','op':'eq','value':{'instant':'noon'}} | /value/instant: \"noon\" is refused: must be an"
                        + " instant such as 2026-02-28T09:00:00Z",
                "{'field':'f','op':'eq','value':{'day':'x'}} | /value/day: \"day\" is refused: must be one of date,"
                        + " instant, text",
                "{'field':'f','op':'lt','fromToday':'30 days'} | /fromToday: \"30 days\" is refused: must be an ISO"
                        + " 8601 period of days, weeks, months or years, such as -P30D",
                "{'field':'f','op':'lt','fromToday':'P999999Y'} | /fromToday: \"P999999Y\" is refused: must have at"
                        + " most 100000 of each unit",
                "{'field':'f','op':'contains','fromToday':'P1D'} | /fromToday: \"P1D\" is refused: must be a value or a"
                        + " set of values"
            })
    void whatIsWrongIsToldWithItsPlace(String json, String fault) {
        assertThat(faults(tree(json))).extracting(JsonFault::toString).containsExactly(fault);
    }

    @Test
    void everyFaultIsFoundNotOnlyTheFirst() {
        String json =
                "{'all':[{'present':7},{'field':'f','op':'x','value':null,'extra':1},{'any':[]},{'present':'g'}]}";

        assertThat(faults(tree(json)))
                .extracting(JsonFault::path)
                .containsExactly("/all/0/present", "/all/1/op", "/all/1/value", "/all/1/extra", "/all/2/any");
        assertThatExceptionOfType(InvalidDocumentException.class)
                .isThrownBy(() -> ConditionJson.read(tree(json)))
                .satisfies(refused -> assertThat(refused.faults()).hasSize(5))
                .withMessageContaining("/all/2/any: \"an array\" is refused: must have at least one element");
    }

    @Test
    void pathsBeginWhereTheDocumentSays() {
        List<JsonFault> faults = new ArrayList<>();

        assertThat(ConditionJson.read(tree("{'not':{}}"), "/audience/0/when", faults::add))
                .isEmpty();
        assertThat(faults).extracting(JsonFault::path).containsExactly("/audience/0/when/not");
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 102, 5000})
    void nestingOverOneHundredLevelsIsOneFault(int levels) {
        assertThat(faults(nested(levels))).singleElement().satisfies(fault -> {
            assertThat(fault.rule()).isEqualTo("not be nested over 100 levels deep");
            assertThat(fault.path()).isEqualTo("/not".repeat(100));
        });
    }

    @Test
    void oneHundredLevelsAreRead() {
        JsonNode deepest = nested(100);

        assertThat(ConditionJson.write(ConditionJson.read(deepest))).isEqualTo(deepest);
    }

    @Test
    void numbersThatNoCalculationCouldTakeAreRefused() {
        ObjectNode clause = (ObjectNode) tree("{'field':'f','op':'eq','value':1}");
        List<JsonNode> numbers = List.of(
                DoubleNode.valueOf(Double.POSITIVE_INFINITY),
                DoubleNode.valueOf(Double.NaN),
                DecimalNode.valueOf(new BigDecimal("100e2147483647")),
                DecimalNode.valueOf(new BigDecimal("1e-2147483647")));

        for (JsonNode number : numbers) {
            clause.set("value", number);
            assertThat(faults(clause)).extracting(JsonFault::path).containsExactly("/value");
        }
    }

    @Provide
    Arbitrary<Condition> conditions() {
        return ConditionArbitraries.conditions();
    }

    @Property(tries = 1000)
    void aConditionThatIsWrittenIsReadAsTheSame(@ForAll("conditions") Condition condition)
            throws JsonProcessingException {
        String json = MAPPER.writeValueAsString(ConditionJson.write(condition));

        assertThat(ConditionJson.read(MAPPER.readTree(json))).isEqualTo(condition);
    }

    @Property(tries = 500)
    void anUnknownMemberAnywhereIsRefusedAtItsPlace(
            @ForAll("conditions") Condition condition, @ForAll("strange") String name, @ForAll int index) {
        JsonNode json = ConditionJson.write(condition);
        List<ObjectNode> objects = new ArrayList<>();
        collectObjects(json, objects);
        objects.get(Math.floorMod(index, objects.size())).put(name, "x");

        assertThat(faults(json))
                .anySatisfy(
                        fault -> assertThat(json.at(fault.path()).textValue()).isEqualTo("x"))
                .allSatisfy(fault -> assertThat(fault.path() + "/").contains(Members.child("", name) + "/"));
        Statistics.collect(objects.size() > 1);
    }

    @Provide
    Arbitrary<String> strange() {
        return Arbitraries.oneOf(
                Arbitraries.of("ignorecase", "Field", "op ", "comment", "~", "a/b", ""),
                Arbitraries.strings().all().ofMaxLength(5));
    }

    @Property(tries = 1000)
    void anyJsonIsReadOrRefusedAndNothingElse(@ForAll("wild") JsonNode json) {
        List<JsonFault> faults = new ArrayList<>();
        boolean isRead = ConditionJson.read(json, "", faults::add).isPresent();

        assertThat(isRead).isEqualTo(faults.isEmpty());
        assertThat(faults)
                .allSatisfy(fault ->
                        assertThat(json.at(fault.path()).isMissingNode()).isFalse());
        Statistics.collect(isRead);
    }

    @Provide
    Arbitrary<JsonNode> wild() {
        return Arbitraries.recursive(ConditionJsonTest::wildScalars, ConditionJsonTest::wildContainers, 0, 4);
    }

    private static Arbitrary<JsonNode> wildScalars() {
        Arbitrary<JsonNode> scalars = Arbitraries.of(
                        "null", "true", "7", "1e999", "'eq'", "'in'", "'f'", "''", "'-P3D'", "[]", "{}")
                .map(ConditionJsonTest::tree);
        return Arbitraries.oneOf(scalars, ConditionArbitraries.clauses().map(ConditionJson::write));
    }

    private static Arbitrary<JsonNode> wildContainers(Arbitrary<JsonNode> inner) {
        Arbitrary<String> names = Arbitraries.of(
                "everybody", "all", "any", "not", "present", "field", "op", "value", "values", "fromToday", "date");
        Arbitrary<JsonNode> objects = Arbitraries.maps(names, inner)
                .ofMaxSize(4)
                .map(members -> JsonNodeFactory.instance.objectNode().setAll(members));
        Arbitrary<JsonNode> arrays = inner.list()
                .ofMaxSize(3)
                .map(elements -> JsonNodeFactory.instance.arrayNode().addAll(elements));
        return Arbitraries.oneOf(objects, arrays);
    }

    private static void collectObjects(JsonNode node, List<ObjectNode> objects) {
        if (node instanceof ObjectNode object) {
            objects.add(object);
        }
        node.forEach(child -> collectObjects(child, objects));
    }

    private static JsonNode nested(int levels) {
        JsonNode node = tree("{'field':'f','op':'eq','value':'a'}");
        for (int level = 1; level < levels; level++) {
            node = JsonNodeFactory.instance.objectNode().set("not", node);
        }
        return node;
    }

    private static List<JsonFault> faults(JsonNode node) {
        return catchThrowableOfType(InvalidDocumentException.class, () -> ConditionJson.read(node))
                .faults();
    }

    private static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
