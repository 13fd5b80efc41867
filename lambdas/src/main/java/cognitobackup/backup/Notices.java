package cognitobackup.backup;

/** Who was told of which execution's end, so that an event that comes twice is told once. */
public interface Notices {
    /** Claims to tell of an execution's end. */
    Claim claim(String execution);

    /** Says that it was told. Until then, another may claim it when the longest function timeout has passed. */
    void told(String execution);

    /** Gives the claim back, since it could not be told. */
    void giveBack(String execution);

    /** What a claim came to. */
    enum Claim {
        /** Tell it. */
        GRANTED,
        /** It was told before. */
        TOLD,
        /** Another is about to tell it, or died while doing so. */
        CLAIMED
    }
}
