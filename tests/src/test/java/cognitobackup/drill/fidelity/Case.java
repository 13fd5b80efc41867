package cognitobackup.drill.fidelity;

import cognitobackup.drill.judge.Circumstances;
import cognitobackup.drill.population.PoolDump;
import cognitobackup.local.cognito.ImportFault;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is tried once: a pool, the target that it is restored into, and what the import is asked for.
 *
 * @param source the pool to be restored
 * @param target the description of the pool to be filled
 * @param providers what identity providers of the source are called in the target, where that differs
 * @param input what the import is asked for beside the two pools
 * @param trigger the trigger that the target has
 * @param filled whether somebody is in the target
 * @param fault what becomes of the import's first job
 * @param captureMfa whether the export asks for second factors
 * @param after what happens after the import
 */
record Case(
        PoolDump source,
        ObjectNode target,
        Map<String, String> providers,
        Map<String, Object> input,
        Optional<String> trigger,
        boolean filled,
        Optional<ImportFault> fault,
        boolean captureMfa,
        After after) {
    /** What happens after the import. */
    enum After {
        NOTHING,
        /** The same again with the mode MERGE. */
        MERGE,
        /** Users of providers sign in, then MERGE. */
        SIGN_IN,
        /** Somebody damages the target, then OVERWRITE. */
        DAMAGE
    }

    Case {
        providers = Map.copyOf(providers);
        input = Map.copyOf(input);
    }

    Circumstances circumstances() {
        return new Circumstances(providers, captureMfa);
    }

    boolean asks(String option) {
        return Boolean.TRUE.equals(input.get(option));
    }

    String method() {
        return String.valueOf(input.getOrDefault("method", "AUTO"));
    }

    Case with(PoolDump other) {
        return new Case(other, target, providers, input, trigger, filled, fault, captureMfa, after);
    }

    Case withTarget(ObjectNode other) {
        return new Case(source, other, providers, input, trigger, filled, fault, captureMfa, after);
    }

    Case withoutFault() {
        return new Case(source, target, providers, input, trigger, filled, Optional.empty(), captureMfa, after);
    }

    Case without(String option) {
        Map<String, Object> fewer = new TreeMap<>(input);
        fewer.remove(option);
        return new Case(source, target, providers, fewer, trigger, filled, fault, captureMfa, after);
    }

    Case with(After other) {
        return new Case(source, target, providers, input, trigger, filled, fault, captureMfa, other);
    }

    @Override
    public String toString() {
        return "source " + source.userPool() + "\n  users " + source.users() + "\n  groups " + source.groups()
                + "\n  memberships " + source.memberships() + "\n  target " + target + "\n  providers " + providers
                + ", input " + input + ", trigger " + trigger + ", filled " + filled + ", fault " + fault
                + ", captureMfa " + captureMfa + ", after " + after;
    }
}
