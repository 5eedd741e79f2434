"""What cleanlab says of a JSONL file of texts and labels: run by labels.py in an environment of its own.

usage: labels_cleanlab.py FILE        prints JSON: {"flagged": [index, ...], "seconds": CPU seconds}
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path


def main() -> None:
    """TF-IDF and logistic regression in five folds, and cleanlab's default filter of what they say."""
    from cleanlab.filter import find_label_issues
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import cross_val_predict
    from sklearn.preprocessing import LabelEncoder

    records = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    start = time.process_time()
    features = TfidfVectorizer(sublinear_tf=True).fit_transform([record["text"] for record in records])
    labels = LabelEncoder().fit_transform([record["label"] for record in records])
    probabilities = cross_val_predict(
        LogisticRegression(max_iter=1000, C=10), features, labels, cv=5, method="predict_proba"
    )
    flagged = find_label_issues(labels, probabilities, return_indices_ranked_by="self_confidence", n_jobs=1)
    seconds = time.process_time() - start
    sys.stdout.write(json.dumps({"flagged": [int(index) for index in flagged], "seconds": seconds}))


if __name__ == "__main__":
    main()
