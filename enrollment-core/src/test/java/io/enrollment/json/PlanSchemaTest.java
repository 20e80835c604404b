package io.enrollment.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.enrollment.plan.Plan;
import io.enrollment.testkit.PlanArbitraries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The schema that we publish and the reader agree on what a plan is. */
class PlanSchemaTest {

    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Golden.text("plan.schema.json"), InputFormat.JSON);

    @Provide
    Arbitrary<Plan> anyPlans() {
        return PlanArbitraries.anyPlans();
    }

    @Example
    void theSchemaIsASchema() {
        Schema meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        assertThat(meta.validate(Golden.text("plan.schema.json"), InputFormat.JSON))
                .isEmpty();
    }

    @Example
    void everyGoldenPlanFollowsTheSchema() {
        for (String name : Golden.PLANS) {
            assertThat(errors(Golden.plan(name))).as(name).isEmpty();
        }
    }

    @Property(tries = 150)
    void whateverIsWrittenFollowsTheSchema(@ForAll("anyPlans") Plan plan) {
        assertThat(errors(PlanJson.canonical(plan))).isEmpty();
    }

    /** Every kind of damage at every place of a plan that says everything is refused by both or by none. */
    @Example
    void schemaAndReaderRefuseTheSame() {
        List<String> disagreements = new ArrayList<>();
        int places = places(Golden.plan("everything"));
        for (int place = 0; place < places; place++) {
            for (Damage damage : Damage.values()) {
                String document = damaged(Golden.plan("everything"), place, damage);
                if (errors(document).isEmpty() != isRead(document)) {
                    disagreements.add(damage + " at place " + place + ", errors by the schema: " + errors(document));
                }
            }
        }
        assertThat(places).isGreaterThan(150);
        assertThat(disagreements).isEmpty();
    }

    private static int places(String document) {
        List<Consumer<Damage>> places = new ArrayList<>();
        collect(JsonText.parse(document, Faults.strict()), places);
        return places.size();
    }

    /** What is done to the value at one place. */
    private enum Damage {
        REMOVE,
        RENAME,
        NULL,
        NUMBER,
        TEXT,
        EMPTY_TEXT,
        TRUTH,
        ARRAY,
        OBJECT,
        NEGATIVE,
        FRACTION,
        HUGE
    }

    private static String damaged(String document, int place, Damage damage) {
        JsonNode root = JsonText.parse(document, Faults.strict());
        List<Consumer<Damage>> places = new ArrayList<>();
        collect(root, places);
        places.get(place).accept(damage);
        return root.toString();
    }

    private static void collect(JsonNode node, List<Consumer<Damage>> places) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> member : new ArrayList<>(object.properties())) {
                places.add(damage -> damage(object, member.getKey(), damage));
                collect(member.getValue(), places);
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int at = i;
                places.add(damage -> damage(array, at, damage));
                collect(array.get(i), places);
            }
        }
    }

    private static void damage(ObjectNode object, String name, Damage damage) {
        if (damage == Damage.REMOVE) {
            object.remove(name);
        } else if (damage == Damage.RENAME) {
            object.set(name + "X", object.remove(name));
        } else {
            object.set(name, value(damage));
        }
    }

    private static void damage(ArrayNode array, int at, Damage damage) {
        if (damage == Damage.REMOVE) {
            array.remove(at);
        } else {
            array.set(at, value(damage));
        }
    }

    private static JsonNode value(Damage damage) {
        String value = switch (damage) {
            case NULL -> "null";
            case NUMBER -> "1";
            case TEXT -> "\"x\"";
            case EMPTY_TEXT -> "\"\"";
            case TRUTH -> "true";
            case ARRAY -> "[]";
            case NEGATIVE -> "-1";
            case FRACTION -> "1.5";
            case HUGE -> "1e12";
            default -> "{}";
        };
        return JsonText.parse("[" + value + "]", Faults.strict()).get(0);
    }

    @Example
    void whatTheSchemaRefusesTheReaderRefuses() {
        String step = "{'kind':'email','key':'k','template':'t'";
        List<String> refused = List.of(
                "[]",
                "{}",
                "{'format':'enrollment-plan/2','id':'p','steps':[" + step + "}]}",
                plan("'id':'p','steps':[]"),
                plan("'steps':[" + step + "}]"),
                plan("'id':'" + "x".repeat(201) + "','steps':[" + step + "}]"),
                plan("'id':'   ','steps':[" + step + "}]"),
                plan("'id':'a\\u0007','steps':[" + step + "}]"),
                plan("'id':'p','colour':'red','steps':[" + step + "}]"),
                plan("'id':'p','steps':[" + step + ",'shares':[]}]"),
                plan("'id':'p','steps':[" + step + ",'after':{'days':1},'afterStart':{'days':1}}]"),
                plan("'id':'p','steps':[" + step + ",'after':{'hours':1,'at':'09:00'}}]"),
                plan("'id':'p','steps':[" + step + ",'after':{'days':1,'weeks':1}}]"),
                plan("'id':'p','steps':[" + step + ",'after':{'days':36526}}]"),
                plan("'id':'p','steps':[" + step + ",'after':{'weeks':5218}}]"),
                plan("'id':'p','steps':[" + step + ",'after':{'months':1218}}]"),
                plan("'id':'p','steps':[" + step + ",'window':{'daily':'9-5'}}]"),
                plan("'id':'p','steps':[" + step + ",'window':{'daily':'09:00-17:00','weekdays':'09:00-17:00'}}]"),
                plan("'id':'p','steps':[" + step + ",'window':{'rules':[{'always':true}]}}]"),
                plan("'id':'p','steps':[" + step + ",'window':{'days':{'XYZ':[]}}}]"),
                plan("'id':'p','steps':[" + step + ",'staleAfter':'PT0S'}]"),
                plan("'id':'p','steps':[{'kind':'goal','key':'g','when':{'field':'a','op':'in','value':1}}]"),
                plan("'id':'p','steps':[{'kind':'goal','key':'g','when':{'field':'a','op':'eq','values':[1]}}]"),
                plan("'id':'p','steps':[{'kind':'goal','key':'g','when':{'field':'a','op':'lt','value':true}}]"),
                plan(
                        "'id':'p','steps':[{'kind':'goal','key':'g','when':{'field':'a','op':'contains','fromToday':'P1D'}}]"),
                plan("'id':'p','steps':[{'kind':'goal','key':'g','when':{'field':'a','op':'startsWith','value':1}}]"),
                plan("'id':'p','steps':[{'kind':'goal','key':'g','when':{'field':'a','op':'contains','value':''}}]"),
                plan(
                        "'id':'p','steps':[{'kind':'goal','key':'g','when':{'field':'a','op':'endsWith','value':{'text':''}}}]"),
                plan(
                        "'id':'p','steps':[{'kind':'goal','key':'g','when':{'field':'a','op':'in','values':[1],'ignoreCase':true}}]"),
                plan("'id':'p','steps':[{'kind':'goal','key':'g','when':{'all':[],'any':[]}}]"),
                plan("'id':'p','steps':[{'kind':'branch','key':'b','arms':[]}]"),
                plan("'id':'p','reEnrollment':{'afterExit':{}},'steps':[" + step + "}]"),
                plan("'id':'p','maximumAge':'P0D','steps':[" + step + "}]"),
                plan("'id':'p','startDate':'2026-13-01','steps':[" + step + "}]"));
        for (String document : refused) {
            String json = document.replace('\'', '"');
            assertThat(errors(json)).as("errors of %s", json).isNotEmpty();
            assertThatExceptionOfType(InvalidDocumentException.class)
                    .as("refusal of %s", json)
                    .isThrownBy(() -> PlanJson.read(json));
        }
    }

    private static String plan(String members) {
        return "{'format':'enrollment-plan/1'," + members + "}";
    }

    private static List<Error> errors(String document) {
        return SCHEMA.validate(document, InputFormat.JSON);
    }

    private static boolean isRead(String document) {
        try {
            PlanJson.read(document);
            return true;
        } catch (InvalidDocumentException e) {
            return false;
        }
    }
}
