package io.enrollment.examples.bench;

/** One way to enroll subjects in a drip of messages and to carry them through it. Not thread-safe. */
interface Contestant {

    /** What it is called in the results. */
    String name();

    /** Makes its tables anew; not measured. */
    void prepare() throws Exception;

    /** Enrolls every subject. */
    void enroll() throws Exception;

    /** Carries everybody through all steps. */
    void drip() throws Exception;

    /** Fails unless every step of everybody was carried out and logged exactly once; not measured. */
    void check() throws Exception;
}
