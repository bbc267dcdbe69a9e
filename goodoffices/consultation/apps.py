from goodoffices.record.office import Office


class ConsultationConfig(Office):
    name = "goodoffices.consultation"
    fragments = {"statement": "partials.statement"}
