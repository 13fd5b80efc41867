package cognitobackup.local.cognito;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * What Cognito would have sent to users, and which Lambda triggers it would have called. Nothing leaves this service: a
 * trigger is noted, and taken as having answered without a change.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html">Quotas in Amazon Cognito</a>
 */
public final class Outbox {
    private static final int MAILS_PER_DAY = 50;
    private static final LocalTime RESET = LocalTime.of(9, 0);

    private final Clock clock;
    private final List<Message> messages = new ArrayList<>();
    private final List<TriggerCall> triggerCalls = new ArrayList<>();
    private LocalDate mailDay = LocalDate.MIN;
    private int mailsThatDay;

    Outbox(Clock clock) {
        this.clock = clock;
    }

    /**
     * A message to a user.
     *
     * @param medium {@code EMAIL} or {@code SMS}
     * @param operation what it was sent for, such as {@code AdminCreateUser}
     */
    public record Message(String userPoolId, String sub, String medium, String operation) {}

    /**
     * A call of a Lambda trigger.
     *
     * @param source in Cognito's words, such as {@code PreSignUp_AdminCreateUser}
     */
    public record TriggerCall(String userPoolId, String sub, String source) {}

    public synchronized List<Message> messages() {
        return List.copyOf(messages);
    }

    public synchronized List<TriggerCall> triggerCalls() {
        return List.copyOf(triggerCalls);
    }

    /** @throws cognitobackup.local.http.AwsError when the pool cannot send so, or has used up its day's mails */
    synchronized void check(Pool pool, String medium) {
        if (medium.equals("SMS") && !pool.configuration().sendsTextMessages()) {
            throw CognitoErrors.invalidParameter("User pool does not have SMS configuration to send messages.");
        }
        if (medium.equals("EMAIL") && !pool.configuration().sendsThroughOwnMailAccount()) {
            LocalDate today = LocalDate.ofInstant(clock.instant().minusSeconds(RESET.toSecondOfDay()), ZoneOffset.UTC);
            if (!today.equals(mailDay)) {
                mailDay = today;
                mailsThatDay = 0;
            }
            if (mailsThatDay >= MAILS_PER_DAY) {
                throw CognitoErrors.limitExceeded("Exceeded daily email limit for the operation or the account.");
            }
        }
    }

    /** Sends, after {@link #check}. */
    synchronized void send(Pool pool, User user, String medium, String operation) {
        if (medium.equals("EMAIL")) {
            mailsThatDay++;
        }
        messages.add(new Message(pool.id(), user.sub(), medium, operation));
    }

    synchronized void trigger(Pool pool, User user, String trigger, String operation) {
        if (pool.configuration().trigger(trigger).isPresent()) {
            triggerCalls.add(new TriggerCall(pool.id(), user.sub(), trigger + "_" + operation));
        }
    }
}
