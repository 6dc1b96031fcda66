/** Something differs, and was said already, line by line: only the exit status is left to give. */
export class Differs extends Error {}
