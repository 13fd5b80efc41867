package cognitobackup.drill.endpoint;

import cognitobackup.local.gateway.AwsService;
import java.util.Locale;
import java.util.Set;

/** What runs at an endpoint, beside what is kept there; the rest runs in this process. */
public enum Runs {
    /** Functions and workflows run here. */
    NOTHING,
    /** Functions run there, and workflows here invoke them. */
    FUNCTIONS,
    /** Functions run there, and so do the workflows that invoke them. */
    WORKFLOWS;

    /** Whether functions run there. */
    public boolean functions() {
        return this != NOTHING;
    }

    boolean workflows() {
        return this == WORKFLOWS;
    }

    /** The services there that run something. */
    Set<AwsService> services() {
        return switch (this) {
            case NOTHING -> Set.of();
            case FUNCTIONS -> Set.of(AwsService.LAMBDA);
            case WORKFLOWS -> Set.of(AwsService.LAMBDA, AwsService.SFN);
        };
    }

    /** What must not be lacking there. */
    Set<Lack> forbidding() {
        return switch (this) {
            case NOTHING -> Set.of();
            case FUNCTIONS -> Set.of(Lack.ROLES, Lack.FUNCTIONS);
            case WORKFLOWS -> Set.of(Lack.ROLES, Lack.FUNCTIONS, Lack.WORKFLOWS);
        };
    }

    /** As the command line has it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
