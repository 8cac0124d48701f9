from srlm_trainer.batches import RandomBatches

LENGTHS = [5, 1, 9, 3, 7, 2, 8, 4]


def batches(seed, epoch):
    sampler = RandomBatches(LENGTHS, 4, seed)
    sampler.set_epoch(epoch)
    order = list(sampler)
    return [order[:4], order[4:]]


def test_every_row_comes_once_and_long_rows_lead_their_batch():
    for batch in batches(1, 0):
        lengths = [LENGTHS[row] for row in batch]
        assert lengths == sorted(lengths, reverse=True)
    assert sorted(sum(batches(1, 0), [])) == list(range(8))


def test_the_order_depends_on_seed_and_epoch_alone():
    assert batches(1, 0) == batches(1, 0)
    assert batches(1, 0) != batches(1, 1)
    assert batches(1, 0) != batches(2, 0)
