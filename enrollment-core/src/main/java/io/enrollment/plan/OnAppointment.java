package io.enrollment.plan;

/** What an appointment does to an enrollment. */
public enum OnAppointment {
    /** The enrollment is completed early, with the cause APPOINTMENT. The default. */
    COMPLETE,
    /** The enrollment goes on with the step that follows. */
    CONTINUE
}
