package io.enrollment.spi;

/** Removing what nobody needs any more, in short steps that wait for nobody and that nobody waits for. */
public interface Retention {

    /**
     * Removes some of what is old, in one short transaction, and says where to go on.
     *
     * <p><b>R1</b> Old are enrollments that ended before the instant of the request, which go with their whole log; and
     * attempts made before it, unless the enrollment that they made is still stored. What has not ended stays, with its log and
     * its attempt, however long ago it began. <b>R2</b> No check can tell: {@link EnrollmentReader#history} says the same as
     * before, for which a narrow row of each removed enrollment is kept, and unique keys stay taken. Of the counts only those
     * of the statuses forget what was removed. <b>R3</b> No more rows than the limit are looked at, or removed; an enrollment
     * whose log alone has more goes by itself. <b>R4</b> Going on with {@link Purged#next()} until there is none removes
     * everything that was old at the beginning; doing so again, or from several nodes at once, does no harm.
     */
    Purged purge(PurgeRequest request);
}
