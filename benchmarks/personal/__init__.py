"""What the benchmark of the privacy engine needs: labelled texts, long texts, peers, scores."""
