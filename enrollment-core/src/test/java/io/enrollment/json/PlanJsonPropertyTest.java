package io.enrollment.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.enrollment.plan.Plan;
import io.enrollment.subject.ChannelKind;
import io.enrollment.testkit.PlanArbitraries;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PlanJsonPropertyTest {

    @Provide
    Arbitrary<Plan> anyPlans() {
        return PlanArbitraries.anyPlans();
    }

    @Property(tries = 300)
    void aPlanIsReadAsItWasWritten(@ForAll("anyPlans") Plan plan) {
        assertThat(PlanJson.read(PlanJson.write(plan))).isEqualTo(plan);
    }

    @Property(tries = 300)
    void theStoredFormIsReadAsItWasWrittenAndStaysTheSame(@ForAll("anyPlans") Plan plan) {
        String stored = PlanJson.canonical(plan);
        Plan read = PlanJson.readStored(stored);
        assertThat(read).isEqualTo(plan);
        assertThat(PlanJson.canonical(read)).isEqualTo(stored);
        assertThat(PlanJson.contentHash(read))
                .isEqualTo(PlanJson.contentHash(plan))
                .matches("[0-9a-f]{64}");
    }

    @Property(tries = 200)
    void theHashDoesNotDependOnTheOrderOfSetsAndMembers(@ForAll("anyPlans") Plan plan) {
        List<ChannelKind> channels = new ArrayList<>(plan.requiredChannels());
        Collections.reverse(channels);
        Plan reversed = Plan.builder().from(plan).requiredChannels(channels).build();
        assertThat(PlanJson.contentHash(reversed)).isEqualTo(PlanJson.contentHash(plan));
        assertThat(PlanJson.read(backwards(plan).toString())).isEqualTo(plan);
    }

    @Property(tries = 100)
    void differentPlansHaveDifferentHashes(@ForAll("anyPlans") Plan one, @ForAll("anyPlans") Plan other) {
        assertThat(PlanJson.contentHash(one).equals(PlanJson.contentHash(other)))
                .isEqualTo(one.equals(other));
    }

    @Property(tries = 100)
    void anUnknownMemberIsRefusedFromAuthorsAndPassedOverInTheStore(@ForAll("anyPlans") Plan plan) {
        ObjectNode document = (ObjectNode) PlanJson.tree(plan);
        document.put("colour", "red");
        ((ObjectNode) document.get("steps").get(0)).put("fancy", true);
        assertThat(PlanJson.readStored(document.toString())).isEqualTo(plan);
        assertThatExceptionOfType(InvalidDocumentException.class)
                .isThrownBy(() -> PlanJson.read(document.toString()))
                .satisfies(e -> assertThat(e.faults())
                        .extracting(JsonFault::path)
                        .containsExactlyInAnyOrder("/colour", "/steps/0/fancy"));
    }

    private static ObjectNode backwards(Plan plan) {
        ObjectNode document = (ObjectNode) PlanJson.tree(plan);
        List<String> names = new ArrayList<>();
        document.fieldNames().forEachRemaining(names::add);
        Collections.reverse(names);
        ObjectNode backwards = Json.object();
        names.forEach(name -> backwards.set(name, document.get(name)));
        return backwards;
    }
}
