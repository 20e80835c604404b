package io.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.plan.PlanId;
import io.enrollment.spi.EnrollmentStore;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.SubjectId;
import io.enrollment.testkit.RecordingChannel;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Whether a plan is archived was asked for each subject of a batch, a round trip to the database each. The law: how often
 * the store is called does not depend on how many subjects one batch has.
 */
class EnrollingAsksOnceTest {

    private final Host host = new Host();
    private final AtomicInteger calls = new AtomicInteger();
    private final Enrollments acme = host.engine(RecordingChannel.withLookup(ChannelKind.EMAIL))
            .store(counting(EnrollmentStore.class, host.store))
            .build()
            .enrollments();

    @Test
    void aBatchOfManyCallsTheStoreAsOftenAsABatchOfOne() {
        acme.publish(Host.twoEmails());
        enroll(people("first", 1));

        int one = enroll(people("one", 1));
        int many = enroll(people("many", 50));

        assertThat(one).isPositive();
        assertThat(many).isEqualTo(one);
    }

    private int enroll(List<SubjectId> subjects) {
        int before = calls.get();
        List<EnrollmentResult> results = acme.enrollAll(EnrollRequest.in(PlanId.of("welcome")), subjects);
        assertThat(results).hasSize(subjects.size()).allMatch(EnrollmentResult::enrolled);
        return calls.get() - before;
    }

    private List<SubjectId> people(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> host.person(name + i)).toList();
    }

    /** Counts the calls of the parts of a store; asking the store for a part is none. */
    private <T> T counting(Class<T> type, T real) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object answer;
                    try {
                        answer = method.invoke(real, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                    if (type != EnrollmentStore.class) {
                        calls.incrementAndGet();
                        return answer;
                    }
                    return method.getReturnType().isInterface() ? part(method.getReturnType(), answer) : answer;
                }));
    }

    private <T> T part(Class<T> type, Object real) {
        return counting(type, type.cast(real));
    }
}
