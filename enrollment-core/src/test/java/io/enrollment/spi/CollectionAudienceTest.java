package io.enrollment.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.criteria.Condition;
import io.enrollment.plan.PlanId;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.Subject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.StringLength;

/** A page once counted all that was left in order to know whether there was a next one: quadratic in the audience. */
class CollectionAudienceTest {

    @Property(tries = 200)
    void pagesOfAnySizeGiveEverybodyOnceInTheOrderOfTheIds(
            @ForAll Set<@AlphaChars @NotBlank @StringLength(max = 3) String> ids,
            @ForAll @IntRange(min = 1, max = 7) int size) {
        AudienceSource source = AudienceSource.of(
                ids.stream().map(id -> Subject.person(id).build()).toList());
        AudienceRequest request = new AudienceRequest(
                OrganizationId.DEFAULT,
                PlanId.of("p"),
                "q",
                Condition.not(Condition.present("nothing")),
                Instant.EPOCH,
                ZoneOffset.UTC);

        List<String> found = new ArrayList<>();
        Optional<String> after = Optional.empty();
        int pages = 0;
        do {
            Page<AudienceMember> page = source.find(request, new PageRequest(size, after));
            page.items().forEach(member -> found.add(member.subject().id().value()));
            after = page.next();
            pages++;
        } while (after.isPresent());

        assertThat(found).containsExactlyElementsOf(new TreeSet<>(ids));
        assertThat(pages).isEqualTo(Math.max(1, (ids.size() + size - 1) / size));
    }
}
