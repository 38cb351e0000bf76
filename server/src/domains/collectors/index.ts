// collectors owns what other people's tracking SDKs send here: sources with their keys, who their ids are, and what became of it.
export {};
