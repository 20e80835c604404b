package io.enrollment.jdbc;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.internal.Micros;
import io.enrollment.json.EnrollmentJson;
import io.enrollment.spi.Claim;
import io.enrollment.spi.ClaimRequest;
import io.enrollment.spi.Lease;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A due row that may be claimed, as it was read.
 *
 * @param organization the tenant
 * @param id the enrollment
 * @param fence the fence before the claim
 * @param firstClaimedAt when it was first claimed since it was settled last
 * @param unsettled whether an earlier claim ran out
 * @param marked whether an earlier claim committed its mark
 * @param state the state as JSON
 */
record Candidate(
        String organization,
        String id,
        long fence,
        long firstClaimedAt,
        boolean unsettled,
        boolean marked,
        String state) {

    /** From a row with organization, id, fence, first claim, unsettled, marked, state, and whether a claim is there. */
    static Candidate free(ResultSet row) throws SQLException {
        boolean ranOut = row.getInt(8) == 1;
        return read(row, ranOut || row.getInt(5) == 1, row.getInt(6) > 0);
    }

    /** From such a row that this very claim has taken already. */
    static Candidate claimed(ResultSet row) throws SQLException {
        return read(row, row.getInt(5) == 1, row.getInt(6) == 2);
    }

    private static Candidate read(ResultSet row, boolean unsettled, boolean marked) throws SQLException {
        return new Candidate(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                row.getLong(4),
                unsettled,
                marked,
                row.getString(7));
    }

    Candidate with(String newState) {
        return new Candidate(organization, id, fence, firstClaimedAt, unsettled, marked, newState);
    }

    Claim claim(ClaimRequest request, long wonFence) {
        Enrollment enrollment = EnrollmentJson.read(state);
        Lease lease =
                new Lease(enrollment.organization(), enrollment.subject(), enrollment.id(), wonFence, request.token());
        long first = unsettled ? firstClaimedAt : Micros.floor(request.now());
        return new Claim(enrollment, lease, unsettled, Micros.instant(first), marked);
    }
}
