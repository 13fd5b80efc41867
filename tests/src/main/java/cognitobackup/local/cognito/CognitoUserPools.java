package cognitobackup.local.cognito;

import cognitobackup.local.http.AwsError;
import cognitobackup.local.http.JsonService;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The Amazon Cognito user pools of one account and Region. To be asked over HTTP through
 * {@link cognitobackup.local.http.JsonServer}; what tests need beside that is in the objects that the methods here
 * return. Never more lenient than AWS: where AWS leaves something open or contradicts itself, the stricter reading holds.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/Welcome.html">Amazon Cognito
 *     user pools API reference</a>
 */
public final class CognitoUserPools implements JsonService {
    private final Operations operations;
    private final Throttle throttle;
    private final Calls calls = new Calls();
    private final Faults faults = new Faults();
    private final Misses misses = new Misses();
    private final ActiveUsers activeUsers = new ActiveUsers();
    private final Outbox outbox;
    private final Seeding seeding;
    private final ImportJobs imports;
    private final ImportUploads uploads;

    /** A service that behaves in the standard way. */
    public CognitoUserPools(String region, String accountId, Clock clock, Quotas quotas) {
        this(region, accountId, clock, quotas, Behaviour.standard());
    }

    /** A service alone in its account. */
    public CognitoUserPools(String region, String accountId, Clock clock, Quotas quotas, Behaviour behaviour) {
        this(region, accountId, clock, quotas, behaviour, Surroundings.none());
    }

    /**
     * @param accountId twelve digits
     * @param clock what every date, quota, import job and lifetime goes by
     */
    public CognitoUserPools(
            String region,
            String accountId,
            Clock clock,
            Quotas quotas,
            Behaviour behaviour,
            Surroundings surroundings) {
        this.operations = new Operations(clock);
        // The Region is part of the seed: pools of two Regions must not make up the same subs.
        Ids ids = new Ids(behaviour.seed() * 31 + region.hashCode());
        Listings listings = new Listings(clock, ids, behaviour);
        Enrolment enrolment = new Enrolment(clock, ids, behaviour.listingDelay());
        this.throttle = new Throttle(quotas, clock);
        this.outbox = new Outbox(clock);
        this.seeding = new Seeding(clock, ids, operations);
        this.imports = new ImportJobs(surroundings.importSlot(), clock, operations);
        this.uploads = new ImportUploads(region, accountId, clock, ids, surroundings.uploadEndpoint());
        new PoolOperations(region, accountId, clock, ids, listings, operations).register();
        new MfaOperations(clock, operations).register();
        new ClientOperations(clock, ids, listings, operations).register();
        new FederationOperations(accountId, clock, listings, operations).register();
        new GroupOperations(clock, listings, misses, operations).register();
        new LinkOperations(clock, operations).register();
        new MembershipOperations(listings, misses, operations).register();
        new UserOperations(clock, enrolment, outbox, new Triggers(region, surroundings.triggers(), outbox), operations)
                .register();
        new MfaPreferenceOperation(clock, operations).register();
        new PasswordOperations(clock, outbox, operations).register();
        new SignUpOperations(clock, enrolment, outbox, operations).register();
        new ImportJobOperations(
                        accountId, clock, ids, listings, enrolment, behaviour.imports(), imports, uploads, operations)
                .register();
        new ListUsersOperation(clock, listings, misses, operations).register();
    }

    @Override
    public String targetPrefix() {
        return "AWSCognitoIdentityProviderService";
    }

    @Override
    public ObjectNode call(String operation, ObjectNode request) {
        if (!operations.has(operation)) {
            throw AwsError.notBuilt(operation);
        }
        calls.arrived(operation, request);
        Optional<AwsError> afterEffect = faults.call(operation);
        try {
            throttle.take(operation, text(request, "UserPoolId"), text(request, "Username"));
        } catch (AwsError e) {
            calls.throttledOne();
            throw e;
        }
        ObjectNode answer = operations.answer(operation, request);
        if (ActiveUsers.makesActive(operation)) {
            noteActive(request);
        }
        if (afterEffect.isPresent()) {
            throw afterEffect.get();
        }
        return answer;
    }

    /** Signing up names a client instead of a pool, and only tests do it. */
    private void noteActive(ObjectNode request) {
        text(request, "UserPoolId")
                .ifPresent(id -> operations.with(operations.pool(id), pool -> {
                    activeUsers.add(
                            id, pool.users().find(text(request, "Username").orElseThrow()));
                    return pool;
                }));
    }

    /** The subs of those whom AWS would bill as active because of operations of an administrator. */
    public Set<String> activeUsers(String userPoolId) {
        return activeUsers.of(userPoolId);
    }

    private static Optional<String> text(ObjectNode request, String member) {
        return Optional.ofNullable(request.path(member).textValue());
    }

    /** The names of the operations that are built. */
    public Set<String> operations() {
        return operations.names();
    }

    /** Counts of the calls so far. */
    public Calls calls() {
        return calls;
    }

    /** Errors that a test plans. */
    public Faults faults() {
        return faults;
    }

    /** What listings leave out, as a test plans it. */
    public Misses misses() {
        return misses;
    }

    /** The messages that users would have got. */
    public Outbox outbox() {
        return outbox;
    }

    /** Fills pools without operations. */
    public Seeding seed() {
        return seeding;
    }

    /** User import jobs, beside their operations. */
    public ImportJobs imports() {
        return imports;
    }

    /** What answers at the pre-signed URLs of import jobs. */
    public ImportUploads uploads() {
        return uploads;
    }

    /** The ids of all pools. */
    public List<String> userPoolIds() {
        return List.copyOf(operations.pools().keySet());
    }

    /**
     * What is truly in a pool now.
     *
     * @throws AwsError when there is none with this id
     */
    public PoolState state(String userPoolId) {
        return operations.with(operations.pool(userPoolId), Pool::state);
    }
}
